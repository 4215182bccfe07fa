using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Postmortem.Exports;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Tests.Postmortem;

/// <summary>A long draft is read in pieces, and nobody can tell by what comes of it.</summary>
public sealed class MarkdownPiecesTests
{
    private const int Short = 40;

    [Theory]
    [InlineData("## Impact\n\nOne.\n\n## Impact\n\nTwo.\n\n## Impact\n\nThree words more, so that it is long enough.\n\n## Impact\n")]
    [InlineData("### 2026-03-02\n\n- **10:00:00** One that is long enough to be cut behind it\n- **10:00:01** Two\n  ```\n  a\n\n  b\n  ```\n- **10:00:02** Three of them\n- **10:00:03** Four\n\n## Next\n\n- **11** Five\n")]
    [InlineData("### 2026-03-02\n\n- **10:00:00** One that is long enough to be cut behind it\n\n- **10:00:01** A list with blank lines\n- **10:00:02** Three\n- **10:00:03** Four\n")]
    [InlineData("- First\n\n- **10:00:00** One that is long enough to be cut behind it\n- **10:00:01** A blank line stood before\n- **10:00:02** Three\n- **10:00:03** Four\n")]
    [InlineData("### Log\n\n```\n# no heading, but a comment in a log that somebody pasted\n## and another\n- **no item**\n- **either, however long it is**\n# and more\n# and more\n```\n\n## Next\n\nText\n")]
    [InlineData("### Log\n\n```\n# never closed, and of the length of several pieces of the draft\n## and another\n- **no item**\n- **either, however long it is**\n# and more\n# and more")]
    [InlineData("## One\n\nSee [the graph][graph], as it was at that time and later.\n\n## Two\n\n- [graph]: https://graphs.example/1\n")]
    [InlineData("## One\n\nSee [the graph][graph], as it was at that time and later.\n\n## Two\n\n> [graph]:\n> https://graphs.example/1\n")]
    [InlineData("* star\n* and **another** that is long enough to be cut behind it\n- **a** minus is another list\n- **b** which goes on\n1. and a number\n- **c** and again\n")]
    [InlineData("Words\n- **10:00:00** One that is long enough to be cut behind it\n- **10:00:01** Two\n> quoted\n- **10:00:02** Three\n- **10:00:03** Four\n")]
    [InlineData("# $\n\n[1]:26-$\n\n## Timeline\n\n- **1** $\n- **2** [1]:26-$\n- **3** x\n- **4** x\n\n### Day\n\n$\n- **5** $\n- **6** y\n\n## End\n\n[1]:26-$\n")]
    [InlineData("# One\n\n\u0014[1]:26\n\n## Timeline\n\n- **1** a\n- **2** [1]:26\n- **3** x\n- **4** x\n\n## End\n\n\u0014[1]:26\n")]
    public void A_draft_in_pieces_is_the_draft(string markdown)
    {
        Assert.Equal(PostmortemPage.Render("t", markdown, length: int.MaxValue), PostmortemPage.Render("t", markdown, length: Short));
        Assert.Equal(ConfluencePage.Render(markdown, int.MaxValue), ConfluencePage.Render(markdown, Short));
    }

    [Fact]
    public void Whatever_people_write_reads_the_same_in_pieces() =>
        Prop.ForAll(PeoplesWords.Arbitrary, PeoplesWords.Arbitrary, (one, two) =>
        {
            var typed = $"# {MarkdownWords.OneLine(one)}\n\n{two}\n\n## Timeline\n\n- **1** {MarkdownWords.Lines(one, 2)}\n- **2** {two}\n- **3** {MarkdownWords.Lines(two, 2)}\n- **4** x\n\n### Day\n\n{one}\n- **5** {one}\n- **6** y\n\n## End\n\n{two}\n";
            Assert.Equal(ConfluencePage.Render(typed, int.MaxValue), ConfluencePage.Render(typed, Short));
            Assert.Equal(PostmortemPage.Render("t", typed, length: int.MaxValue), PostmortemPage.Render("t", typed, length: Short));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void A_long_timeline_is_read_in_short_pieces_and_a_picture_stands_once()
    {
        var hash = new string('a', 64);
        var lines = string.Concat(Enumerable.Range(0, 2_000).Select(number => $"- **10:00:00** Something happened that was noted at that time {number} `{hash}`\n"));
        var markdown = $"## Timeline\n\n### 2026-03-02\n\n{lines}\n## Lessons\n\nNone\n";
        var pictures = new Dictionary<string, PagePicture>(StringComparer.Ordinal) { [hash] = new("Graph", "data:image/png;base64,AA==") };

        Assert.True(SafeMarkdown.Read(markdown).Count() > 5);
        var page = PostmortemPage.Render("t", markdown, pictures);
        Assert.Equal(1, page.Split("<ul>").Length - 1);
        Assert.Equal(1, page.Split("<img").Length - 1);
        Assert.Equal(PostmortemPage.Render("t", markdown, pictures, int.MaxValue), page);
    }
}
