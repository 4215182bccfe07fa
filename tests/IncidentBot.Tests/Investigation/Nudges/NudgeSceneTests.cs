using IncidentBot.Chat;
using IncidentBot.Incidents.Routes;
using IncidentBot.Investigation.Nudges;
using IncidentBot.Tests.Delivery.Audit;
using IncidentBot.Timeline;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Investigation.Nudges;

public sealed class NudgeSceneTests
{
    private const string Observe = "INC-1/nudge/observe", Evidence = "INC-1/nudge/evidence";

    [Fact]
    public async Task After_ten_minutes_without_an_observation_the_four_signals_are_offered_once()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.PassAsync(TimeSpan.FromMinutes(9));
        Assert.DoesNotContain(Observe, scene.Chat.DoneKeys);

        await scene.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Contains("latency (p50, p95, p99), traffic against normal, errors by status, and saturation", scene.Chat.Shown(Observe).Text, StringComparison.Ordinal);
        Assert.Contains("Asked since nothing that anybody saw is on record after 10 min. It comes once.", scene.Chat.Shown(Observe).Text, StringComparison.Ordinal);
        var form = Assert.IsType<OpenIt>(await scene.AskAsync(NudgeButtonIds.Answer, "1|observe|0")).Form;
        await scene.SubmitAsync(form.Id, form.Context, ("text", "p99 rose from 300 ms to 12 s"));
        Assert.Equal("Observe first: answered by Maya.", scene.Chat.Shown(Observe).Text);
        var entry = Assert.Single(await scene.TimelineAsync());
        Assert.Equal(("p99 rose from 300 ms to 12 s", EntryKind.Observation), (entry.Text, entry.Kind));
        await scene.PassAsync(TimeSpan.FromHours(1));
        Assert.Single(scene.Chat.DoneKeys, key => key == Observe);
        Assert.Empty(await AuditScene.ProblemsAsync(scene));
    }

    [Fact]
    public async Task Whoever_has_looked_is_not_asked_to()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("note p99 is at 12 s");

        await scene.PassAsync(TimeSpan.FromHours(1));

        Assert.DoesNotContain(scene.Chat.DoneKeys, key => key.StartsWith("INC-1/nudge/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_untested_fix_is_asked_about_once_and_a_tested_one_is_not()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("note p99 is at 12 s");
        await scene.TypeAsync("note action: turned off the pricing flag, seems fine");
        await scene.PassAsync(TimeSpan.FromMinutes(4));

        var asked = Assert.Single(scene.Chat.DoneKeys, key => key.StartsWith("INC-1/nudge/verify/", StringComparison.Ordinal));
        Assert.StartsWith("INC-1: Maya How was the fix verified (entry 2)?", scene.Chat.Shown(asked).Text, StringComparison.Ordinal);
        await scene.TypeAsync("note action: rolled back to v2, all good");
        await scene.PassAsync(TimeSpan.FromMinutes(40));
        Assert.Single(scene.Chat.DoneKeys, key => key.StartsWith("INC-1/nudge/verify/", StringComparison.Ordinal));

        await scene.TypeAsync("note action: scaled checkout up to 12");
        await scene.PassAsync(TimeSpan.FromMinutes(2));
        await scene.TypeAsync("note error rate is back to 0.1 %");
        await scene.PassAsync(TimeSpan.FromMinutes(40));
        Assert.Single(scene.Chat.DoneKeys, key => key.StartsWith("INC-1/nudge/verify/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Evidence_is_asked_for_at_the_first_restart_and_only_then()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("note action: about to restart checkout");
        await scene.PassAsync(TimeSpan.FromSeconds(10));

        Assert.StartsWith("INC-1: Maya Before the next restart: keep what it destroys, such as a heap or thread dump", scene.Chat.Shown(Evidence).Text, StringComparison.Ordinal);
        Assert.Contains("Asked since entry 1 is the first that tells of a restart.", scene.Chat.Shown(Evidence).Text, StringComparison.Ordinal);
        await scene.TypeAsync("note action: restarting search");
        await scene.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Single(scene.Chat.DoneKeys, key => key == Evidence);
    }

    [Fact]
    public async Task Whoever_kept_evidence_is_not_asked_for_it()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("note action: took a heap dump of checkout-3");
        await scene.TypeAsync("note action: restarting checkout");
        await scene.PassAsync(TimeSpan.FromMinutes(1));

        Assert.DoesNotContain(Evidence, scene.Chat.DoneKeys);
    }

    [Fact]
    public async Task A_nudge_is_turned_off_for_this_incident_or_for_good_and_it_is_known_by_whom()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.PassAsync(TimeSpan.FromMinutes(11));

        await scene.PressAsync(NudgeButtonIds.Off, "1|observe|0", Sam);
        Assert.Equal("Observe first: turned off in this incident by Sam.", scene.Chat.Shown(Observe).Text);
        await scene.TypeAsync("nudges off evidence for good");
        Assert.StartsWith("“Keep evidence before a restart” is off in all incidents.", scene.LastAnswer, StringComparison.Ordinal);
        await scene.TypeAsync("nudges off evidence for good");
        Assert.Equal("“Keep evidence before a restart” is off already in all incidents.", scene.LastAnswer);
        await scene.TypeAsync("note action: restarting checkout");
        await scene.PassAsync(TimeSpan.FromMinutes(1));
        Assert.DoesNotContain(Evidence, scene.Chat.DoneKeys);

        await scene.TypeAsync("nudges");
        Assert.Contains("Observe first (observe): off in this incident by Sam, ", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Contains("Verify a fix (verify): on;", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Contains("Keep evidence before a restart (evidence): off for good by Maya, ", scene.LastAnswer, StringComparison.Ordinal);
        await scene.TypeAsync("nudges on evidence");
        await scene.TypeAsync("note action: restarting search");
        await scene.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Contains(Evidence, scene.Chat.DoneKeys);
        Assert.Empty(await AuditScene.ProblemsAsync(scene));
    }

    [Fact]
    public async Task What_was_turned_off_for_good_stays_away_from_the_next_incident()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("nudges off observe for good");
        await scene.TypeAsync("start Search is slow --sev 3", Scene.Lobby);

        await scene.PassAsync(TimeSpan.FromMinutes(15));

        Assert.DoesNotContain(scene.Chat.DoneKeys, key => key.EndsWith("/nudge/observe", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nudges maybe")]
    [InlineData("nudges off")]
    [InlineData("nudges off everything")]
    [InlineData("nudges off observe forever")]
    public async Task What_is_typed_wrongly_is_said_with_an_example(string typed)
    {
        await using var scene = await Scene.OfIncidentAsync();

        await scene.TypeAsync(typed);

        Assert.Contains("nudges", scene.LastAnswer, StringComparison.Ordinal);
    }
}
