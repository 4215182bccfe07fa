using IncidentBot.Catalogue;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Tests.Incidents;
using IncidentBot.Timeline;

namespace IncidentBot.Tests.Investigation.Traces;

/// <summary>Requests that people look up, and logs that they paste.</summary>
public sealed class TracesSceneTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    [Fact]
    public async Task An_id_makes_the_links_of_the_affected_services_and_of_what_they_stand_on()
    {
        await using var scene = await SetAsync();
        await scene.TypeAsync($"trace 00-{Trace}-00f067aa0ba902b7-01", Scene.Room);

        var card = scene.Chat.Answers[^1].Card;
        var links = card.Parts.OfType<Paragraph>().SelectMany(part => part.Text.Spans).OfType<LinkSpan>().ToList();
        Assert.Equal(
            [
                ("Trace", $"https://jaeger.example.com/trace/{Trace}"),
                ("Logs", $"https://logs.example.com/?q={Trace}&from=2026-03-02T08%3A45%3A00.000Z&to=2026-03-02T09%3A00%3A00.000Z"),
            ],
            links.Select(link => (link.Label, link.Address.AbsoluteUri)));
        Assert.DoesNotContain(scene.Chat.Told(Scene.Room), said => said.Contains(Trace, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("trace ../../x", "“../../x” isn't a request or trace id")]
    [InlineData("trace a b c", "“a b c” isn't a request or trace id")]
    [InlineData("trace", "Say which one: a request id or a trace id.")]
    public async Task What_is_no_id_makes_no_link(string typed, string said)
    {
        await using var scene = await SetAsync();
        await scene.TypeAsync(typed, Scene.Room);
        Assert.StartsWith(said, scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_for_one_request_are_not_among_the_others()
    {
        await using var scene = await SetAsync();
        await scene.TypeAsync("service", Scene.Room);
        Assert.DoesNotContain(scene.Chat.Answers[^1].Card.Parts.OfType<Paragraph>().SelectMany(part => part.Text.Spans).OfType<LinkSpan>(), link => link.Address.Host == "jaeger.example.com");
        Assert.DoesNotContain("don't fit in here", string.Concat(scene.Chat.Answers[^1].Card.Parts.OfType<SmallPrint>().Select(part => part.Text.ToPlainText())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_catalogue_without_such_a_link_says_how_to_add_one()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync($"trace {Trace}", Scene.Room);
        Assert.StartsWith("No link of the catalogue takes a request or trace id. Add one under logs or traces of a service, with {trace} where the id belongs", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pasted_log_line_is_offered_as_an_observation_in_the_menu_of_its_line()
    {
        await using var scene = await SetAsync();
        await scene.TypeAsync($$$"""note {"level":"error","error":{"type":"PoolTimeout","message":"no connection"},"service":"checkout","trace_id":"{{{Trace}}}"}""", Scene.Room);
        var told = scene.Chat.Told(Scene.Room).Count;
        var menu = scene.Chat.Shown("INC-1/entry/1").Parts.OfType<Paragraph>().Single().Menu!;
        Assert.Equal(["Edit text, time or kind", "Withdraw", "Note PoolTimeout", "Links for this trace"], menu.Items.Select(item => item.Label));
        Assert.Equal(told, scene.Chat.Told(Scene.Room).Count);

        await scene.PressAsync(TimelineButtonIds.NoteLog, "1|1");
        var entry = (await scene.TimelineAsync()).Single(one => one.Number == 2);
        Assert.Equal((EntryKind.Observation, $"PoolTimeout in checkout, trace {Trace}: “no connection” (from entry 1)", "Maya"), (entry.Kind, entry.Text, entry.Author.Name));
        await scene.PressAsync(TimelineButtonIds.NoteLog, "1|1");
        Assert.StartsWith("That is entry 2 of INC-1 already.", scene.LastAnswer, StringComparison.Ordinal);
        await scene.PressAsync(TimelineButtonIds.ShowTrace, $"1|{Trace}");
        Assert.Contains($"https://jaeger.example.com/trace/{Trace}", ChatJson.Write(scene.Chat.Answers[^1].Card), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_captured_stack_trace_is_offered_to_whoever_captured_it()
    {
        await using var scene = await SetAsync();
        await scene.PickAsync(new ChatMessage(new MessageId(Scene.Room, "17.1"), scene.Time.GetUtcNow(), Samples.Sam, "System.TimeoutException: The pool is empty\n   at Npgsql.Pool.Get(Int32 wait)", null));

        var buttons = scene.Chat.Answers[^1].Card.Parts.OfType<Buttons>().SelectMany(part => part.Items).ToList();
        Assert.Contains(buttons, button => button is { Action: TimelineButtonIds.NoteLog, Label: "Note TimeoutException" });
        Assert.DoesNotContain(buttons, button => button.Action == TimelineButtonIds.ShowTrace);
    }

    [Fact]
    public async Task Other_words_have_the_menu_that_they_had()
    {
        await using var scene = await SetAsync();
        await scene.TypeAsync("note The pool is empty", Scene.Room);
        Assert.Equal(2, scene.Chat.Shown("INC-1/entry/1").Parts.OfType<Paragraph>().Single().Menu!.Items.Count);
    }

    private static Task<Scene> SetAsync() => Scene.OfIncidentAsync(
        "start Checkout returns 500s --sev 2 --service checkout",
        catalogue: new CatalogueOptions
        {
            Services = new Dictionary<string, CatalogueService>(StringComparer.OrdinalIgnoreCase)
            {
                ["checkout"] = new()
                {
                    Dependencies = ["cart"],
                    Links =
                    [
                        new ServiceLink { Name = "Overview", Url = "https://grafana.example.com/d/checkout" },
                        new ServiceLink { Name = "Trace", Url = "https://jaeger.example.com/trace/{trace}", Group = LinkGroup.Traces },
                    ],
                },
                ["cart"] = new()
                {
                    Links =
                    [
                        new ServiceLink { Name = "Trace", Url = "https://jaeger.example.com/trace/{trace}", Group = LinkGroup.Traces },
                        new ServiceLink { Url = "https://logs.example.com/?q={trace}&from={start:iso}&to={end:iso}", Group = LinkGroup.Logs },
                    ],
                },
            },
        });
}
