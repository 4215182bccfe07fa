using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Investigation.Hypotheses;
using IncidentBot.Investigation.Patterns;
using IncidentBot.Tests.Delivery.Audit;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Investigation.Patterns;

public sealed class PatternSceneTests
{
    private const string Board = "INC-1/patterns";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task What_fits_the_record_is_suggested_once_in_the_thread_of_the_card_and_kept_current()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.PassAsync(Minute);
        Assert.DoesNotContain(Board, scene.Chat.DoneKeys);

        await scene.TypeAsync("note alert: HikariPool-1 connection is not available");
        await scene.PassAsync(Minute);

        Assert.StartsWith("INC-1 looks like something known: Connections or file descriptors run out: alert 1 says “hikari”", scene.Chat.Shown(Board).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("HikariPool-1", scene.Chat.Shown(Board).Text, StringComparison.Ordinal);
        await scene.TypeAsync("note retries pile up, and memory climbs since noon");
        await scene.PassAsync(Minute);
        Assert.Equal(2, scene.Chat.Shown(Board).Parts.OfType<Buttons>().Count());
        Assert.Single(scene.Chat.DoneKeys, key => key == Board);
        await scene.TypeAsync("note the connection pool is not the cause");
        await scene.PassAsync(Minute);
        Assert.DoesNotContain("file descriptors", scene.Chat.Shown(Board).Text, StringComparison.Ordinal);
        Assert.Empty(await AuditScene.ProblemsAsync(scene));
    }

    [Fact]
    public async Task One_that_somebody_dismissed_stays_away_until_somebody_wants_it_back()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("note the pool is exhausted");
        await scene.PassAsync(Minute);

        await scene.PressAsync(PatternButtonIds.Dismiss, "1|connection-pool");
        Assert.StartsWith("“Connections or file descriptors run out” isn’t suggested in INC-1 any more.", scene.LastAnswer, StringComparison.Ordinal);
        await scene.PressAsync(PatternButtonIds.Dismiss, "1|connection-pool", Sam);
        Assert.StartsWith("Maya has said so already", scene.LastAnswer, StringComparison.Ordinal);
        await scene.TypeAsync("note too many connections on the database");
        await scene.PassAsync(Minute);

        Assert.StartsWith("INC-1: no known pattern fits", scene.Chat.Shown(Board).Text, StringComparison.Ordinal);
        await scene.TypeAsync("patterns");
        Assert.Contains(
            scene.Chat.Answers[^1].Card.Parts.OfType<Paragraph>(),
            part => part.Beside?.Action == PatternButtonIds.Restore && part.Text.ToPlainText().EndsWith("Maya said: not this one.", StringComparison.Ordinal));
        await scene.PressAsync(PatternButtonIds.Restore, "1|connection-pool");
        await scene.PassAsync(Minute);
        Assert.StartsWith("INC-1 looks like something known", scene.Chat.Shown(Board).Text, StringComparison.Ordinal);
        Assert.Empty(await AuditScene.ProblemsAsync(scene));
    }

    [Fact]
    public async Task One_press_states_it_as_a_hypothesis_that_is_filled_in()
    {
        await using var scene = await Scene.OfIncidentAsync("start Checkout returns 500s --sev 2");
        await scene.TypeAsync("note the pool is exhausted");
        await scene.PassAsync(Minute);

        var form = Assert.IsType<OpenIt>(await scene.AskAsync(PatternButtonIds.State, "1|connection-pool")).Form;

        Assert.Equal(HypothesesFormIds.State, form.Id);
        var fields = form.Fields.OfType<TextField>().ToDictionary(field => field.Name, field => field.Initial, StringComparer.Ordinal);
        Assert.Equal("Something holds connections for too long, so that the pool runs out and requests wait", fields["text"]);
        Assert.Equal("1", fields["observed"]);
        Assert.NotNull(fields["confirms"]);
        await scene.SubmitAsync(form.Id, form.Context, ("text", fields["text"]!), ("observed", "1"));
        await scene.TypeAsync("hypothesis 1 ruled-out The pool is at 20 %");
        await scene.PassAsync(Minute);
        Assert.StartsWith("INC-1: no known pattern fits", scene.Chat.Shown(Board).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_of_them_can_be_read_privately_with_commands_to_copy()
    {
        await using var scene = await Scene.OfIncidentAsync();

        await scene.TypeAsync("patterns");
        Assert.StartsWith("Patterns for INC-1: none fits.", scene.LastAnswer, StringComparison.Ordinal);
        await scene.TypeAsync("patterns 4");
        Assert.Contains(
            scene.Chat.Answers[^1].Card.Parts.OfType<Paragraph>().SelectMany(part => part.Text.Spans).OfType<CodeSpan>(), span => span.Text == "ss -s");
        await scene.TypeAsync("patterns trafic");
        Assert.StartsWith("There is no pattern “trafic”. Did you mean “traffic”?", scene.LastAnswer, StringComparison.Ordinal);
        await scene.PressAsync(PatternButtonIds.Read, "1|traffic");
        Assert.StartsWith("A traffic spike or abuse:", scene.LastAnswer, StringComparison.Ordinal);
        await scene.PressAsync(PatternButtonIds.Read, "1|gone");
        Assert.Equal("That pattern isn’t known any more.", scene.LastAnswer);
    }
}
