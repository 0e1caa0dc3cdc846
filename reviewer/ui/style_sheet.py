"""The style sheet that gives the plain widgets of the toolkit the look of the rest. Made from a palette."""

from PySide6.QtGui import QPalette

from reviewer.ui import style

_SHEET = """
QToolTip {{ color: {tip_text}; background: {tip}; border: 0; padding: 4px 8px; }}

QScrollBar {{ background: transparent; border: 0; margin: 0; }}
QAbstractItemView QScrollBar {{ background: {base}; }}
QScrollBar:vertical {{ width: 12px; }}
QScrollBar:horizontal {{ height: 12px; }}
QScrollBar::handle {{ background: {handle}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 36px; }}
QScrollBar::handle:horizontal {{ min-width: 36px; }}
QScrollBar::handle:hover {{ background: {handle_hover}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}

QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
QAbstractItemView::corner {{ background: {base}; }}

QHeaderView {{ background: {base}; border: 0; }}
QHeaderView::section {{
    background: {base}; color: {muted}; border: 0; border-bottom: 1px solid {hairline};
    padding: 6px 8px; font-weight: 600;
}}
QHeaderView::section:hover {{ color: {text}; background: {hovered}; }}

QMenu {{ background: {base}; border: 1px solid {hairline}; padding: 4px; }}
QMenu, QLineEdit {{ icon-size: {icon_side}px; }}
QMenu::item {{ padding: 5px 24px 5px 10px; border-radius: 4px; color: {text}; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::item:selected {{ background: {selected}; }}
QMenu::item:disabled {{ color: {faint}; }}
QMenu::separator {{ height: 1px; background: {hairline}; margin: 4px 8px; }}

QPushButton {{
    background: {button}; color: {text}; border: 1px solid {edge}; border-radius: 6px; padding: 5px 14px;
}}
QPushButton:hover {{ background: {hovered}; }}
QPushButton:pressed, QPushButton:checked {{ background: {selected}; }}
QPushButton:default {{ background: {accent}; color: {on_accent}; border-color: {accent}; }}
QPushButton:disabled {{ color: {faint}; background: transparent; border-color: {hairline}; }}
QPushButton:focus {{ border: 2px solid {accent}; padding: 4px 13px; }}
QPushButton:default:focus {{ border-color: {text}; }}

QToolButton {{ border: 0; border-radius: 6px; padding: 5px 8px; color: {text}; background: transparent; }}
QToolButton:hover {{ background: {hover_tint}; }}
QToolButton:pressed, QToolButton:checked {{ background: {selected}; }}
QToolButton:disabled {{ color: {faint}; }}
QToolButton:focus {{ border: 2px solid {accent}; padding: 3px 6px; }}
QToolButton::menu-indicator {{ image: none; width: 0; }}

SearchField {{
    background: {base}; color: {text}; border: 1px solid {edge}; border-radius: 6px; padding: 4px 6px;
}}
SearchField:focus {{ border: 2px solid {accent}; padding: 3px 5px; }}

QTabWidget::pane {{ border: 0; border-top: 1px solid {hairline}; }}
QTabBar {{ background: {window}; }}
QTabBar::tab {{
    background: transparent; color: {muted}; border: 0; border-bottom: 2px solid transparent; padding: 8px 12px;
}}
QTabBar::tab:hover {{ color: {text}; }}
QTabBar::tab:selected {{ color: {text}; border-bottom-color: {accent}; font-weight: 600; }}
QTabBar::tab:focus {{ background: {selected}; }}

QMenuBar {{ background: {window}; padding: 2px 8px; }}
QMenuBar::item {{ padding: 4px 8px; border-radius: 4px; background: transparent; color: {text}; }}
QMenuBar::item:selected {{ background: {selected}; }}

QProgressBar {{ background: {hairline}; border: 0; border-radius: 3px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 3px; }}

QLineEdit[framed="true"], QSpinBox[framed="true"] {{
    background: {base}; color: {text}; border: 1px solid {edge}; border-radius: 6px; padding: 3px 6px;
}}
QLineEdit[framed="true"]:focus, QSpinBox[framed="true"]:focus {{ border: 2px solid {accent}; padding: 2px 5px; }}
QSpinBox[framed="true"]:disabled {{ color: {faint}; background: transparent; border-color: {hairline}; }}
QSpinBox[framed="true"]::up-button, QSpinBox[framed="true"]::down-button {{ width: 0; border: 0; }}

QSplitter::handle {{ background: {hairline}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QSplitter::handle:hover {{ background: {accent}; }}
"""


def style_sheet(palette: QPalette) -> str:
    """The sheet for an application with this palette and its present font.

    Fields with the property `framed` have a border of their own.
    """
    base, text = palette.color(QPalette.ColorRole.Base), style.text(palette)
    colours = {
        "window": palette.color(QPalette.ColorRole.Window),
        "base": base,
        "text": text,
        "muted": style.muted(palette),
        "faint": palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text),
        "hairline": style.hairline(palette),
        "edge": style.mix(base, text, 0.22),
        "handle": style.mix(base, text, 0.22),
        "handle_hover": style.mix(base, text, 0.4),
        "hovered": style.hovered_ground(palette),
        "hover_tint": style.tint(palette),
        "selected": style.selected_ground(palette),
        "button": palette.color(QPalette.ColorRole.Button),
        "accent": style.accent(palette),
        "on_accent": palette.color(QPalette.ColorRole.HighlightedText),
        "tip": palette.color(QPalette.ColorRole.ToolTipBase),
        "tip_text": palette.color(QPalette.ColorRole.ToolTipText),
    }
    sizes = {"icon_side": str(style.icon_side())}
    return _SHEET.format_map({name: colour.name() for name, colour in colours.items()} | sizes)
