using System.Text.RegularExpressions;
using IncidentBot.Host.Demo;
using IncidentBot.Language.Blameless;
using IncidentBot.Language.Blameless.Lexicon;

namespace IncidentBot.Host.Tests.Demo;

/// <summary>The drafts of whole incidents, from the first line in the chat, as people have approved them; INCIDENTBOT_APPROVE=1 takes a new text over.</summary>
public sealed partial class DraftTests
{
    private static string Drafts => Path.Combine(ProjectRoot.Folder, "tests", "IncidentBot.Host.Tests", "Demo", "Drafts");

    [Fact]
    public Task The_draft_of_the_demo_reads_as_approved() => IsApprovedAsync(ScenarioReader.ReadBuiltIn(), "demo");

    [Fact]
    public async Task The_drafts_of_public_incidents_read_as_approved()
    {
        foreach (var file in ContractFiles.Scenarios())
            await IsApprovedAsync(ScenarioReader.ReadFile(file), Path.GetFileNameWithoutExtension(file));
    }

    [Fact]
    public void No_draft_blames_anybody_where_the_bot_wrote_it()
    {
        foreach (var file in Directory.GetFiles(Drafts, "*.md"))
        {
            var draft = File.ReadAllText(file);
            var lines = draft.Split('\n');
            var people = new KnownPeople(Source().Matches(draft).Select(source => source.Groups["who"].Value));
            var timeline = (First: Array.IndexOf(lines, "## Timeline"), Last: Array.FindIndex(lines, Array.IndexOf(lines, "## Timeline") + 1, line => line.StartsWith("## ", StringComparison.Ordinal)));
            var found = BlamelessCheck.OfMarkdown(draft, people)
                .Where(one => !one.Rule.StartsWith("action-", StringComparison.Ordinal) && (one.Line <= timeline.First || one.Line > timeline.Last));
            Assert.Empty(found.Select(one => $"{Path.GetFileName(file)}:{one.Line} {one.Words} ({one.Rule})"));
        }
    }

    private static async Task IsApprovedAsync(Scenario scenario, string name)
    {
        var result = await DemoRun.PlayAsync(scenario, (_, _) => { }, CancellationToken.None);

        var draft = Address().Replace(result.Postmortem, "(message)");
        var file = Path.Combine(Drafts, name + ".md");
        if (Environment.GetEnvironmentVariable("INCIDENTBOT_APPROVE") == "1")
            await File.WriteAllTextAsync(file, draft);
        Assert.Equal(await File.ReadAllTextAsync(file), draft);
    }

    [GeneratedRegex(@"\(<https://local\.[^>]*>\)", RegexOptions.None, matchTimeoutMilliseconds: 30000)]
    private static partial Regex Address();

    // Who noted an entry.
    [GeneratedRegex(@"\((?<who>[^,()\n]+), \[message\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30000)]
    private static partial Regex Source();
}
