using System.Globalization;
using IncidentBot.Changes;
using IncidentBot.Chat;
using IncidentBot.Tests.Postmortem;

namespace IncidentBot.Tests.Changes;

public sealed class ChangesCardTests
{
    private static readonly ChangePull Pull = SampleRecord.Rich.Deploys.LastPull!;

    [Fact]
    public void The_deploys_are_told_in_plain_words() =>
        Assert.Equal(
            "INC-7: 2 deploys in the last 24 h before impact start: checkout v2.3.1 to production, 2 min before; session_cache 2026.3, 6 h 32 min before.",
            ChangesCard.Of(SampleRecord.Incident, SampleRecord.Rich.Deploys).Text);

    [Fact]
    public void Each_deploy_says_all_that_is_known_of_it()
    {
        var lines = Paragraphs(ChangesCard.Of(SampleRecord.Incident, SampleRecord.Rich.Deploys));

        Assert.Equal("2 min before impact start: checkout v2.3.1 to production, 2026-03-02 16:00 UTC, by mia, view\ndoubles the batch size", lines[1]);
        Assert.Equal("6 h 32 min before impact start: session_cache 2026.3, a release, 2026-03-02 09:30 UTC", lines[2]);
    }

    [Fact]
    public void No_deploy_is_said_out_loud() =>
        Assert.Equal("INC-7: No deploy in the last 24 h before impact start.", ChangesCard.Of(SampleRecord.Incident, new ChangeRecord(Pull, [])).Text);

    [Fact]
    public void No_deploy_is_not_claimed_when_not_all_could_be_asked()
    {
        var card = ChangesCard.Of(SampleRecord.Incident, new ChangeRecord(Pull with { Problems = ["GitHub was away."] }, []));

        Assert.Equal("INC-7: GitHub was away.", card.Text);
        Assert.DoesNotContain(Paragraphs(card), line => line.Contains("No deploy", StringComparison.Ordinal));
        Assert.Equal((ChangesButtonIds.RefreshDeploys, "INC-7"), card.Parts.OfType<Buttons>().Select(row => (row.Items[0].Action, row.Items[0].Value)).Single());
    }

    [Fact]
    public void Only_the_ten_newest_are_shown_and_the_rest_counted()
    {
        var many = Enumerable.Range(0, 13).Select(number => SampleRecord.Found[0] with { Key = number.ToString(CultureInfo.InvariantCulture), Description = null }).ToList();

        var card = ChangesCard.Of(SampleRecord.Incident, new ChangeRecord(Pull, many));

        Assert.Equal(11, Paragraphs(card).Count);
        Assert.Contains(card.Parts.OfType<SmallPrint>(), small => small.Text.ToPlainText().StartsWith("and 3 more", StringComparison.Ordinal));
    }

    [Fact]
    public void A_long_description_is_cut_visibly_and_between_characters()
    {
        var long1 = SampleRecord.Found[0] with { Description = new string('x', 199) + "🔥" + "tail" };

        var line = Paragraphs(ChangesCard.Of(SampleRecord.Incident, new ChangeRecord(Pull, [long1])))[1];

        Assert.EndsWith("\n" + new string('x', 199) + "…", line, StringComparison.Ordinal);
    }

    private static List<string> Paragraphs(Card card) => [.. card.Parts.OfType<Paragraph>().Select(part => part.Text.ToPlainText())];
}
