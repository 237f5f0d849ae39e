"""What an institution sets without touching our files."""

from dateline.site.models import Newsroom as Row
from tests.hooks import text
from tests.newsroom import Newsroom


def test_an_accent_comes_in_a_sheet_of_its_own_on_every_page(newsroom: Newsroom) -> None:
    assert newsroom.get("/look.css").content == b"" and b"look.css" not in newsroom.get("/").content
    Row(accent="#7a1f1f").save()
    for path, status in (("/", 200), ("/fr/news/", 200), ("/nowhere/", 404)):
        assert newsroom.tree(path, status).xpath("//link[@rel='stylesheet']/@href")[1:] == ["/look.css?v=7a1f1f"]
    sheet = newsroom.get("/look.css?v=7a1f1f")
    assert sheet["Content-Type"] == "text/css; charset=utf-8" and b"--accent: #7a1f1f" in sheet.content


def test_intro_and_footer_are_said_in_the_pages_language_alone(newsroom: Newsroom) -> None:
    Row(intro={"en": "All about rivers."}, footer={"en": "© Lakes", "fr": "© Lacs"}).save()
    assert [text(one) for one in newsroom.tree("/").xpath("//p[@class='intro']")] == ["All about rivers."]
    assert not newsroom.tree("/fr/").xpath("//p[@class='intro']")
    assert "© Lakes" in text(newsroom.tree("/news/").xpath("//footer")[0])
    assert "© Lacs" in text(newsroom.tree("/fr/news/").xpath("//footer")[0])


def test_the_lists_are_called_what_the_newsroom_calls_them(newsroom: Newsroom) -> None:
    Row(type_name={"en": "Kind"}, office_name={"en": "Duty stations"}, topic_name={"en": "Themes"}).save()
    release = newsroom.published(type="News", offices=["Bar"], topics=["Floods"])
    for path in ("/news/", newsroom.path(release), "/topics/", "/topics/floods/", "/offices/bar/"):
        words = text(newsroom.tree(path).get_element_by_id("main"))
        assert not [ours for ours in ("Content type", "Where we are", "What we do") if ours in words], path
    assert [text(one) for one in newsroom.tree("/news/").xpath("//legend")][:3] == ["Kind", "Duty stations", "Themes"]
    assert "Themes: nothing public has “nothing”." in text(newsroom.tree("/news/?topic=nothing", status=404).get_element_by_id("main"))
    assert "Où nous sommes" in text(newsroom.tree("/fr/news/").get_element_by_id("main"))
