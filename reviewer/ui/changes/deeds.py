"""What is done with the chosen rows: each is one step that can be undone, or changes what the next save takes."""

from reviewer.library.change_rows import Choice
from reviewer.session.session import Session
from reviewer.ui.changes.change_table import ChangeTable


class Deeds:
    """Acts on the rows that are chosen in the table when it is called."""

    def __init__(self, session: Session, table: ChangeTable) -> None:
        self._session, self._table = session, table

    def do(self, what: str) -> None:
        """ "revert", "revert article", "tick", "mine" or "theirs"."""
        if what == "tick":
            self._tick()
        elif what == "revert article":
            self._session.revert(self._table.changes.ids_in(self._table.chosen))
        elif what == "revert":
            self._revert()
        else:
            self._resolve("mine" if what == "mine" else "theirs")

    def is_out(self) -> bool:
        """Whether the current row is left out of the next save."""
        row = self._table.currentIndex().row()
        return 0 <= row < len(self._table.changes.rows) and self._table.changes.is_out(row)

    def _tick(self) -> None:
        """All chosen ones become what the current one is not."""
        rows = self._table.changes.rows
        ids = {row.id for each in self._table.chosen for row in rows[each.start : each.stop] if not row.conflict}
        if ids:
            self._session.unsaved.leave_out(ids, not self.is_out())

    def _revert(self) -> None:
        for fields, ids in self._table.changes.fields_in(self._table.chosen).items():
            named = fields - {""}
            if named:
                self._session.revert(ids, sorted(named))
            else:
                self._session.revert(ids)

    def _resolve(self, take: Choice) -> None:
        """Only the chosen fields; the others of the same article wait for their own answer."""
        for fields, ids in self._table.changes.fields_in(self._table.chosen, only_clashes=True).items():
            self._session.unsaved.resolve(ids, None, dict.fromkeys(sorted(fields), take))
