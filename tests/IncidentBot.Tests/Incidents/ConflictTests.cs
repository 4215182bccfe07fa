using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Delivery;
using IncidentBot.Routing;
using IncidentBot.Store;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Incidents;

/// <summary>Two who decide on the same state: the first to commit has it, the other is to decide again.</summary>
public sealed class ConflictTests
{
    [Theory]
    [InlineData("start Another")]
    [InlineData("status mitigated")]
    [InlineData("severity 1")]
    [InlineData("role scribe me")]
    [InlineData("note Something")]
    public async Task Of_two_commands_that_saw_the_same_state_one_conflicts(string words)
    {
        await using var scene = await Scene.OfIncidentAsync();
        var first = await DecideAsync(scene, words, "one");
        var second = await DecideAsync(scene, words, "two");
        Assert.Equal(CommitResult.Committed, await scene.Get<Database>().CommitAsync(first.Batch, default));
        Assert.Equal(CommitResult.Conflict, await scene.Get<Database>().CommitAsync(second.Batch, default));
    }

    [Fact]
    public async Task Of_two_captures_of_one_message_one_conflicts()
    {
        await using var scene = await Scene.OfIncidentAsync();
        var message = new MessageId(Scene.Room, "1.1");
        scene.Chat.Messages[message] = new ChatMessage(message, ManualTime.Start, Sam, "Seen", null);
        var first = await DecideAsync(scene, "one", (at, reply) => new ReactionAdded(Scene.Workspace, Maya, Scene.Room, at, reply, "pushpin", message));
        var second = await DecideAsync(scene, "two", (at, reply) => new ReactionAdded(Scene.Workspace, Sam, Scene.Room, at, reply, "mag", message));
        Assert.Equal(CommitResult.Committed, await scene.Get<Database>().CommitAsync(first.Batch, default));
        Assert.Equal(CommitResult.Conflict, await scene.Get<Database>().CommitAsync(second.Batch, default));
    }

    [Fact]
    public async Task Of_two_ticks_that_saw_the_same_checklist_one_conflicts_so_that_the_newest_is_shown()
    {
        await using var scene = await Scene.OfIncidentAsync();
        var first = await DecideAsync(scene, "one", (at, reply) => new ButtonPressed(Scene.Workspace, Maya, Scene.Room, at, reply, ChecklistButtonIds.TickStep, "1|commander", null));
        var second = await DecideAsync(scene, "two", (at, reply) => new ButtonPressed(Scene.Workspace, Sam, Scene.Room, at, reply, ChecklistButtonIds.TickStep, "1|latency", null));
        Assert.Equal(CommitResult.Committed, await scene.Get<Database>().CommitAsync(first.Batch, default));
        Assert.Equal(CommitResult.Conflict, await scene.Get<Database>().CommitAsync(second.Batch, default));
    }

    private static Task<Work> DecideAsync(Scene scene, string words, string key) =>
        DecideAsync(scene, key, (at, reply) => new CommandTyped(Scene.Workspace, Maya, Scene.Room, at, reply, TypedText.Of(words)));

    private static async Task<Work> DecideAsync(Scene scene, string key, Func<DateTimeOffset, ReplyTo, Inbound> what)
    {
        var now = scene.Time.GetUtcNow();
        scene.Chat.Coming[key] = what(now, new ReplyTo(Scene.Room, Maya.Id));
        var work = new Work(Scene.Workspace, scene.Chat.Name, key, now);
        var item = new InboxItem(1, new Incoming(Scene.Workspace, scene.Chat.Name, key, key, "any", key), now, 1);
        await scene.Get<Router>().RouteItemAsync(item, work, default);
        return work;
    }
}
