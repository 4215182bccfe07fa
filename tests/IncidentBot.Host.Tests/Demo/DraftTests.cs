using System.Text.RegularExpressions;
using IncidentBot.Host.Demo;

namespace IncidentBot.Host.Tests.Demo;

/// <summary>The drafts of whole incidents, from the first line in the chat, as people have approved them; INCIDENTBOT_APPROVE=1 takes a new text over.</summary>
public sealed partial class DraftTests
{
    [Fact]
    public Task The_draft_of_the_demo_reads_as_approved() => IsApprovedAsync(ScenarioReader.ReadBuiltIn(), "demo");

    [Fact]
    public async Task The_drafts_of_public_incidents_read_as_approved()
    {
        foreach (var file in ContractFiles.Scenarios())
            await IsApprovedAsync(ScenarioReader.ReadFile(file), Path.GetFileNameWithoutExtension(file));
    }

    private static async Task IsApprovedAsync(Scenario scenario, string name)
    {
        var result = await DemoRun.PlayAsync(scenario, (_, _) => { }, CancellationToken.None);

        var draft = Address().Replace(result.Postmortem, "(message)");
        var file = Path.Combine(ProjectRoot.Folder, "tests", "IncidentBot.Host.Tests", "Demo", "Drafts", name + ".md");
        if (Environment.GetEnvironmentVariable("INCIDENTBOT_APPROVE") == "1")
            await File.WriteAllTextAsync(file, draft);
        Assert.Equal(await File.ReadAllTextAsync(file), draft);
    }

    [GeneratedRegex(@"\(<https://local\.[^>]*>\)", RegexOptions.None, matchTimeoutMilliseconds: 30000)]
    private static partial Regex Address();
}
