using System.Text.Json.Nodes;
using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Host.Demo;
using IncidentBot.Host.Terminals;
using IncidentBot.Incidents;

namespace IncidentBot.Host.Tests.Crash;

/// <summary>One incident from its start to the exported postmortem, as people drive it; who gets no answer tries again.</summary>
internal sealed class CrashScript(CrashStage stage)
{
    private const string Maya = "maya", Lobby = "incidents";
    private static readonly TimeSpan BeforeTryingAgain = TimeSpan.FromMilliseconds(500);

    private string said = string.Empty;
    private LocalChannel? opened;

    /// <summary>Everything that is done, in its order; the bot is left alone after each until nothing is left to do.</summary>
    public IReadOnlyList<Func<CancellationToken, Task>> Steps =>
    [
        stop => AskAsync(again => stage.Slack.CommandAsync(Maya, Lobby, $"start Checkout returns 500s --sev 2 --service {CrashStage.Service}", again), stop),
        stop => PressAsync(IncidentButtonIds.TakeCommand, string.Empty, stop),
        stop => CommandAsync("note Payments fail for every third customer", stop),
        SayAsync,
        async stop => await stage.Slack.ReactAsync(Maya, (await ChannelAsync(stop)).Id, said, "mag", stop),
        async stop => await stage.Slack.EditAsync((await ChannelAsync(stop)).Id, said, "The cache is full since the deploy before the last", stop),
        SayAsync,
        stop => AskAsync(async again => await stage.Slack.ShortcutAsync(Maya, ShortcutIds.AddToTimeline, (await ChannelAsync(again)).Id, said, again), stop),
        async stop => await stage.Slack.DeleteAsync((await ChannelAsync(stop)).Id, said, stop),
        SayAsync,
        async stop => await stage.Slack.PinAsync(Maya, (await ChannelAsync(stop)).Id, said, stop),
        TickAsync,
        AnswerStepAsync,
        stop => CommandAsync("update The rollback is running", stop),
        stage.FallDueAsync,
        stop => CommandAsync("status mitigated", stop),
        stop => CommandAsync("status resolved", stop),
        stop => CommandAsync("postmortem", stop),
        stop => CommandAsync("export", stop),
    ];

    private Task CommandAsync(string words, CancellationToken cancellationToken) =>
        AskAsync(async stop => await stage.Slack.CommandAsync(Maya, (await ChannelAsync(stop)).Id, words, stop), cancellationToken);

    private async Task SayAsync(CancellationToken cancellationToken) =>
        said = await stage.Slack.SayAsync(Maya, (await ChannelAsync(cancellationToken)).Id, "The cache is full since the last deploy", cancellationToken);

    private Task PressAsync(string action, string valueEnd, CancellationToken cancellationToken) => AskAsync(
        async stop =>
        {
            var channel = (await ChannelAsync(stop)).Id;
            var shown = await stage.Slack.MessagesAsync(channel, stop);
            var (ts, button) = shown.Select(m => (m.Ts, Button: LocalButtons.Find(m, action, valueEnd))).First(found => found.Button is not null);
            await stage.Slack.ClickAsync(Maya, channel, ts, button!, stop);
        },
        cancellationToken);

    private Task TickAsync(CancellationToken cancellationToken) => AskAsync(
        async stop =>
        {
            var channel = (await ChannelAsync(stop)).Id;
            var shown = await stage.Slack.MessagesAsync(channel, stop);
            await stage.Slack.TickAsync(Maya, channel, shown.First(m => LocalButtons.IsBox(m, "trend", out _)).Ts, "trend", stop);
        },
        cancellationToken);

    private async Task AnswerStepAsync(CancellationToken cancellationToken)
    {
        while ((await stage.Slack.ViewsAsync(Maya, cancellationToken)).Count == 0)
        {
            await PressAsync(IncidentButtonIds.AnswerQuestions, string.Empty, cancellationToken);
            await Task.Delay(BeforeTryingAgain, TimeProvider.System, cancellationToken);
        }

        var form = (await stage.Slack.ViewsAsync(Maya, cancellationToken))[^1];
        var values = new JsonObject { ["answer_1"] = new JsonObject { ["answer_1"] = "One customer in three" } };
        await AskAsync(stop => stage.Slack.SubmitAsync(Maya, form.Id, values.DeepClone().AsObject(), stop), cancellationToken);
    }

    private async Task<LocalChannel> ChannelAsync(CancellationToken cancellationToken) =>
        opened ??= (await stage.Slack.StateAsync(cancellationToken)).Channels.First(c => c.Name.StartsWith("inc-", StringComparison.Ordinal));

    // Slack does not repeat these: a person who sees an error does, unless what they asked for comes about all the same.
    private async Task AskAsync(Func<CancellationToken, Task> ask, CancellationToken cancellationToken)
    {
        var accepted = await stage.AcceptedAsync(cancellationToken);
        while (true)
        {
            try
            {
                await ask(cancellationToken);
                return;
            }
            catch (StopException)
            {
                await Task.Delay(BeforeTryingAgain, TimeProvider.System, cancellationToken);
                if (await stage.AcceptedAsync(cancellationToken) > accepted) return;
            }
        }
    }
}
