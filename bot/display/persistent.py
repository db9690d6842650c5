"""The buttons, menus and forms that go on working after a restart: the bot has to know them at its start."""

from bot.display.answering import SupportButton
from bot.display.everybody import EverybodyButton
from bot.display.lists import ListButton
from bot.display.opening import OpenButton, SeeAlsoMenu
from bot.display.paging import PickMenu
from bot.display.pictures.sending import MapButton, RouteButton, TimelineButton
from bot.display.posts import AnotherButton
from bot.display.privacy import ForgetButton
from bot.display.quizzing import AnswerButton, StopButton
from bot.display.reporting import REPORT_FORMS, DecisionButton, ReportButton
from bot.display.talking import AnswerForMeButton

PERSISTENT_ITEMS = (
    OpenButton,
    SeeAlsoMenu,
    SupportButton,
    AnswerForMeButton,
    EverybodyButton,
    ListButton,
    PickMenu,
    TimelineButton,
    MapButton,
    RouteButton,
    AnswerButton,
    StopButton,
    ReportButton,
    DecisionButton,
    AnotherButton,
    ForgetButton,
)

PERSISTENT_FORMS = (REPORT_FORMS,)
