using System.Text.RegularExpressions;
using IncidentBot.Commands;
using IncidentBot.Incidents;
using IncidentBot.Routing;

namespace IncidentBot.Adapters.Tests.Simulator;

/// <summary>The page's hints are its own, so they are held against what the bot understands.</summary>
public sealed partial class CommandHintTests
{
    [Fact]
    public async Task The_page_hints_at_every_command_that_the_bot_understands()
    {
        var hints = await HintsAsync();

        Assert.Equal(Capabilities.Parser().Forms.Select(form => form.Verb).Order(StringComparer.Ordinal), hints.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_hint_of_roles_says_that_there_may_be_more_than_the_usual_ones()
    {
        var hint = (await HintsAsync())["role"];

        Assert.All(IncidentCommands.Roles, role => Assert.Contains(role, hint, StringComparison.Ordinal));
        Assert.Contains("your organisation may have added more", hint, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyDictionary<string, string>> HintsAsync()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var script = await slack.Http.GetStringAsync("/page/commands.js");
        return Entry().Matches(script).ToDictionary(match => match.Groups["verb"].Value, match => match.Value, StringComparer.Ordinal);
    }

    [GeneratedRegex(@"^    \['(?<verb>[a-z]+)',.*\],\r?$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Entry();
}
