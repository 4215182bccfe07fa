using System.Runtime.CompilerServices;
using IncidentBot.Chat;
using IncidentBot.Incidents.Routes;
using IncidentBot.Routing;

namespace IncidentBot.Tests.Routing;

/// <summary>INCIDENTBOT_APPROVE=1 takes the new list over. The bot's table of contents: every command, button, form, piece of own work and reaction, with the use case that answers it.</summary>
public sealed class RouteListTests
{
    [Fact]
    public void The_routes_of_the_bot_are_those_of_the_approved_list()
    {
        var file = Path.Combine(Here(), "routes.approved.txt");
        if (Environment.GetEnvironmentVariable("INCIDENTBOT_APPROVE") == "1")
            File.WriteAllText(file, List() + "\n");

        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n").TrimEnd(), List());
    }

    [Fact]
    public void Two_capabilities_that_claim_the_same_stop_the_start()
    {
        var routes = Capabilities.Routes();

        var thrown = Assert.Throws<InvalidOperationException>(() => routes.Of("Another").Button(
            "take_command", (RouteListTests _, ButtonPressed _, Call _, CancellationToken _) => Task.FromResult(Happened.Nothing)));

        Assert.Contains("Another claims button take_command", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_verb_that_two_capabilities_claim_stops_the_start()
    {
        var routes = Capabilities.Routes();

        Assert.Throws<InvalidOperationException>(() => routes.Of("Another").Verb(routes.Verbs[^1]));
    }

    private static string List()
    {
        var routes = Capabilities.Routes();
        var verbs = routes.Verbs.Select(verb => $"verb {string.Join(" or ", verb.Words)}");
        var width = routes.All.Max(route => route.Name.Length) + 2;
        var lines = routes.All.GroupBy(route => route.Capability)
            .Select(room => string.Join('\n', room.Select(route => $"{route.Name.PadRight(width)}-> {route.UseCase}").Prepend($"\n{room.Key}")));
        return string.Join('\n', [.. verbs, .. lines]).TrimEnd();
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
