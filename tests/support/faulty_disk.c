/* A disk that fails as it is told: loaded into a process before its C library (LD_PRELOAD).
 *
 * FAULTY_DISK names a file of rules, one a line: "call error every skip pattern". A rule concerns calls on paths that
 * fit the pattern; from those behind the first `skip`, each `every`-th one fails with the number `error`. Special
 * errors: 1001 does half of a read or write, 1002 is slow, 1003 waits until the rules are others, 2000 + n does the call
 * and then says that it failed with n.
 * The file is read at each call, so that rules may come and go. Each fault is noted in the file "<rules>.fired". */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { SHORT = 1001, SLOW = 1002, HELD = 1003, LATE = 2000, RULES = 16 };
static unsigned counts[RULES];
static char known[4096];
static __thread int is_inside;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static ssize_t text_of(const char *path, char *text, size_t room) {
    int handle = REAL(open)(path, O_RDONLY | O_CLOEXEC);
    if (handle < 0) return -1;
    ssize_t size = REAL(read)(handle, text, room - 1);
    REAL(close)(handle);
    text[size > 0 ? size : 0] = 0;
    return size;
}

static void note(const char *rules, const char *call, const char *path) {
    char name[4096], line[4200];
    snprintf(name, sizeof name, "%s.fired", rules);
    int handle = REAL(open)(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (handle < 0) return;
    int size = snprintf(line, sizeof line, "%s %s\n", call, path);
    if (REAL(write)(handle, line, size) < 0) {}
    REAL(close)(handle);
}

static void wait_for_other_rules(const char *rules) {
    char first[4096], text[4096];
    struct timespec time = {0, 2 * 1000 * 1000};
    text_of(rules, first, sizeof first);
    while (text_of(rules, text, sizeof text) >= 0 && strcmp(first, text) == 0) nanosleep(&time, NULL);
}

/* What shall go wrong with this call on this path; 0: nothing. */
static int fault(const char *call, const char *path) {
    const char *rules = getenv("FAULTY_DISK");
    char text[4096], wanted[32], pattern[1024], *left, *line;
    int found = 0, saved = errno;
    if (!rules || !path || is_inside || strncmp(path, rules, strlen(rules)) == 0) return 0;
    is_inside = 1;
    if (text_of(rules, text, sizeof text) > 0) {
        if (strcmp(text, known) != 0) {
            memset(counts, 0, sizeof counts);
            strcpy(known, text);
        }
        int number = 0;
        for (line = strtok_r(text, "\n", &left); line && number < RULES; line = strtok_r(NULL, "\n", &left), number++) {
            int error;
            unsigned every, skip;
            if (sscanf(line, "%31s %d %u %u %1023s", wanted, &error, &every, &skip, pattern) != 5) continue;
            if (strcmp(wanted, call) != 0 || fnmatch(pattern, path, 0) != 0) continue;
            unsigned count = __atomic_fetch_add(&counts[number], 1, __ATOMIC_SEQ_CST);
            if (count >= skip && (count - skip) % every == 0) {
                note(rules, call, path);
                found = error;
                break;
            }
        }
    }
    if (found == HELD) {
        wait_for_other_rules(rules);
        found = 0;
    }
    is_inside = 0;
    errno = saved;
    if (found == SLOW) {
        struct timespec time = {0, 50 * 1000 * 1000};
        nanosleep(&time, NULL);
        found = 0;
    }
    return found;
}

static int fault_of(const char *call, int handle) {
    char link[64], path[4096];
    if (is_inside || !getenv("FAULTY_DISK")) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t size = readlink(link, path, sizeof path - 1);
    if (size < 0) return 0;
    path[size] = 0;
    return fault(call, path);
}

#define FAILS(found) ((found) && (found) < SHORT)
#define FAIL(found) do { errno = (found); return -1; } while (0)
#define DONE(found, result) do { __typeof__(result) done = (result); \
    if ((found) > LATE && done >= 0) { errno = (found) - LATE; return -1; } return done; } while (0)

#define OPEN(name) int name(const char *path, int flags, ...) { \
    va_list more; va_start(more, flags); int mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(more, int) : 0; va_end(more); \
    int found = fault((flags & O_CREAT) ? "create" : "open", path); \
    if (FAILS(found)) FAIL(found); \
    return REAL(name)(path, flags, mode); }
OPEN(open)
OPEN(open64)

#define TRANSFER(name, call, kind) ssize_t name(int handle, kind bytes, size_t size) { \
    int found = fault_of(call, handle); \
    if (FAILS(found)) FAIL(found); \
    return REAL(name)(handle, bytes, found == SHORT && size > 1 ? size / 2 : size); }
TRANSFER(read, "read", void *)
TRANSFER(write, "write", const void *)

#define PLACED(name, kind) ssize_t name(int handle, kind bytes, size_t size, off_t at) { \
    int found = fault_of("write", handle); \
    if (FAILS(found)) FAIL(found); \
    return REAL(name)(handle, bytes, size, at); }
PLACED(pwrite, const void *)
PLACED(pwrite64, const void *)

#define SYNC(name) int name(int handle) { \
    struct stat state; \
    int found = fault_of(fstat(handle, &state) == 0 && S_ISDIR(state.st_mode) ? "sync-folder" : "sync", handle); \
    if (FAILS(found)) FAIL(found); \
    DONE(found, REAL(name)(handle)); }
SYNC(fsync)
SYNC(fdatasync)
SYNC(syncfs)

int close(int handle) {
    int found = fault_of("close", handle), result = REAL(close)(handle);
    if (FAILS(found)) FAIL(found);
    return result;
}

int rename(const char *from, const char *to) {
    int found = fault("rename", to);
    if (FAILS(found)) FAIL(found);
    DONE(found, REAL(rename)(from, to));
}

int unlink(const char *path) {
    int found = fault("unlink", path);
    if (FAILS(found)) FAIL(found);
    DONE(found, REAL(unlink)(path));
}

#define STATE(name, kind) int name(const char *restrict path, struct kind *restrict state) { \
    int found = fault("stat", path); \
    if (FAILS(found)) FAIL(found); \
    return REAL(name)(path, state); }
STATE(stat, stat)
STATE(lstat, stat)
STATE(stat64, stat64)
STATE(lstat64, stat64)

DIR *opendir(const char *path) {
    int found = fault("list", path);
    if (FAILS(found)) {
        errno = found;
        return NULL;
    }
    return REAL(opendir)(path);
}
