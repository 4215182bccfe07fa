using System.Globalization;
using IncidentBot.Changes;
using IncidentBot.Changes.Ranking;
using IncidentBot.Chat;
using IncidentBot.Tests.Postmortem;

namespace IncidentBot.Tests.Changes;

public sealed class ChangesCardTests
{
    private static readonly ChangePull Pull = SampleRecord.Rich.Deploys.LastPull!;

    [Fact]
    public void The_deploys_are_told_in_plain_words() =>
        Assert.Equal(
            "INC-7: 2 deploys in the last 24 h before impact start: checkout v2.3.1 to production, 2 min before; session_cache 2026.3, 6 h 32 min before. No change stands out. Scores of 100: checkout v2.3.1 37, session_cache 2026.3 22.",
            ChangesCard.Of(Views.Of(SampleRecord.Incident, SampleRecord.Rich.Deploys)).Text);

    [Fact]
    public void Each_suspect_has_its_score_its_reasons_and_what_would_lower_it()
    {
        var lines = Paragraphs(ChangesCard.Of(Views.Of(SampleRecord.Incident, SampleRecord.Rich.Deploys)));

        Assert.Equal("No change stands out.", lines[0]);
        Assert.Equal("#1 · 37 of 100 checkout v2.3.1 to production, 2 min before impact start: “doubles the batch size”\nChanges an affected service. Lower if the impact began before 2026-03-02 16:00 UTC.", lines[1]);
        Assert.Equal("#2 · 22 of 100 session_cache 2026.3, a release, 6 h 32 min before impact start\nChanges an affected service. Lower if the impact began before 2026-03-02 09:30 UTC.", lines[2]);
    }

    [Fact]
    public void No_deploy_is_said_out_loud() =>
        Assert.Equal("INC-7: No deploy in the last 24 h before impact start.", ChangesCard.Of(Views.Of(SampleRecord.Incident, new ChangeRecord(Pull, []))).Text);

    [Fact]
    public void No_deploy_is_not_claimed_when_not_all_could_be_asked()
    {
        var card = ChangesCard.Of(Views.Of(SampleRecord.Incident, new ChangeRecord(Pull with { Problems = ["GitHub was away."] }, [])));

        Assert.Equal("INC-7: GitHub was away.", card.Text);
        Assert.DoesNotContain(Paragraphs(card), line => line.Contains("No deploy", StringComparison.Ordinal));
        Assert.Equal((ChangesButtonIds.RefreshDeploys, "INC-7"), card.Parts.OfType<Buttons>().Select(row => (row.Items[0].Action, row.Items[0].Value)).Single());
    }

    [Fact]
    public void Only_three_suspects_are_shown_and_the_rest_counted()
    {
        var many = Enumerable.Range(0, 13).Select(number => SampleRecord.Found[0] with { Key = number.ToString(CultureInfo.InvariantCulture), Description = null }).ToList();

        var card = ChangesCard.Of(Views.Of(SampleRecord.Incident, new ChangeRecord(Pull, many)));

        Assert.Equal(4, Paragraphs(card).Count);
        Assert.Contains(card.Parts.OfType<SmallPrint>(), small => small.Text.ToPlainText().EndsWith("; and 7 more: /incident changes", StringComparison.Ordinal));
    }

    [Fact]
    public void What_others_wrote_stands_in_one_line_cut_between_characters()
    {
        var hostile = SampleRecord.Found[0] with { Description = new string('x', 98) + "🔥" + "tail", Ref = "v1\n*bold* <@U1> \u202Eevil", Service = new string('s', 500) };

        var line = Paragraphs(ChangesCard.Of(Views.Of(SampleRecord.Incident, new ChangeRecord(Pull, [hostile]))))[1];

        Assert.Contains($"“{new string('x', 98)}…”\n", line, StringComparison.Ordinal);
        Assert.Contains("v1 *bold* <@U1> evil", line, StringComparison.Ordinal);
        Assert.DoesNotContain(new string('s', 61), line, StringComparison.Ordinal);
    }

    private static List<string> Paragraphs(Card card) => [.. card.Parts.OfType<Paragraph>().Select(part => part.Text.ToPlainText())];
}
