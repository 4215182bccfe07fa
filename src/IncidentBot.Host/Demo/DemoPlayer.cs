using System.Globalization;
using System.Text.Json.Nodes;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Timeline;

namespace IncidentBot.Host.Demo;

/// <summary>Does what the people of a scenario do, in the local Slack.</summary>
internal sealed class DemoPlayer(Scenario scenario, SimulatorClient slack, IReadOnlyDictionary<string, string> repositories, TimelineOptions timeline)
{
    /// <summary>Where incidents are started and announced.</summary>
    public const string Lobby = "incidents";

    private readonly Dictionary<string, string> people = new(StringComparer.Ordinal);
    private readonly Dictionary<ScenarioEntry, string> messages = new(ReferenceEqualityComparer.Instance);
    private LocalChannel? channel;

    /// <summary>The incident's channel; known once the incident is started.</summary>
    public LocalChannel Channel => channel ?? throw StopException.NotDone("The bot opened no channel for the incident.");

    /// <summary>Everybody of the scenario comes into the workspace.</summary>
    public async Task GatherAsync(CancellationToken cancellationToken)
    {
        var state = await slack.StateAsync(cancellationToken);
        foreach (var user in state.Users.Where(u => !u.IsBot)) people.TryAdd(user.Name, user.Id);
        foreach (var name in scenario.Everybody().Where(name => !people.ContainsKey(name)).ToList())
            people[name] = await slack.AddPersonAsync(name, "Etc/UTC", cancellationToken);
    }

    /// <summary>Does one thing; the bot's part of it follows when it is given its turn.</summary>
    public Task PlayAsync(Beat beat, CancellationToken cancellationToken) => beat switch
    {
        GoLive live => GoLiveAsync(live.Deploy, cancellationToken),
        StartIncident start => StartAsync(start, cancellationToken),
        TakeCommand take => PressAsync(take.Who, ButtonActions.TakeCommand, valueEnd: "", cancellationToken),
        SayTime time => CommandAsync(time.Who, $"time {Words.Of(time.Milestone)} {NoteWords.Iso(time.When)}", cancellationToken),
        SayChat chat => slack.SayAsync(Id(chat.Who), Channel.Id, chat.Text, cancellationToken),
        SayEntry say => SayAsync(say.Entry, cancellationToken),
        TagEntry tag => TagAsync(tag, cancellationToken),
        NoteEntry note => CommandAsync(note.Entry.Actor, NoteWords.Of(note.Entry), cancellationToken),
        DoStep step => DoAsync(step.Step, cancellationToken),
        SetStatus status => CommandAsync(status.Who, $"status {Words.Of(status.Status)}", cancellationToken),
        WriteUp write => CommandAsync(write.Who, write.Export ? "export" : "postmortem", cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(beat), beat, "Unknown beat."),
    };

    /// <summary>Presses what the bot asks for after a beat, such as the kind of a new entry.</summary>
    public async Task FollowUpAsync(Beat beat, CancellationToken cancellationToken)
    {
        if (beat is StartIncident) channel = await FindChannelAsync(cancellationToken);
        if (beat is TagEntry { By: TagBy.Shortcut, Entry: { Kind: not EntryKind.Observation } entry })
            await PressAsync(entry.Actor, ButtonActions.SetKind, "|" + Words.Of(entry.Kind), cancellationToken);
        if (beat is DoStep { Step.Answer: not null } step) await AnswerFormAsync(step.Step, cancellationToken);
    }

    private Task GoLiveAsync(ScenarioDeploy deploy, CancellationToken cancellationToken) =>
        slack.AddDeploymentAsync(repositories[deploy.Service], deploy.Environment, deploy.Ref, deploy.Description, deploy.At, cancellationToken);

    private async Task StartAsync(StartIncident start, CancellationToken cancellationToken)
    {
        var words = StartWords.Of(scenario);
        await slack.CommandAsync(Id(start.Who), Lobby, words ?? "start", cancellationToken);
        if (words is not null) return;
        var form = await OpenFormAsync(start.Who, cancellationToken);
        await slack.SubmitAsync(Id(start.Who), form.Id, StartWords.Values(scenario), cancellationToken);
    }

    private async Task<LocalChannel> FindChannelAsync(CancellationToken cancellationToken)
    {
        var state = await slack.StateAsync(cancellationToken);
        return state.Channels.LastOrDefault(c => c.Name.StartsWith("inc-", StringComparison.Ordinal))
            ?? throw StopException.NotDone("The bot opened no channel for the incident.");
    }

    private async Task SayAsync(ScenarioEntry entry, CancellationToken cancellationToken) =>
        messages[entry] = await slack.SayAsync(Id(entry.Actor), Channel.Id, entry.Note, cancellationToken);

    private Task TagAsync(TagEntry tag, CancellationToken cancellationToken)
    {
        var (who, ts) = (Id(tag.Entry.Actor), messages[tag.Entry]);
        return tag.By == TagBy.Shortcut
            ? slack.ShortcutAsync(who, ShortcutIds.AddToTimeline, Channel.Id, ts, cancellationToken)
            : slack.ReactAsync(who, Channel.Id, ts, timeline.ReactionFor(tag.Entry.Kind), cancellationToken);
    }

    private Task DoAsync(ScenarioStep step, CancellationToken cancellationToken) =>
        PressAsync(step.Actor, step.Answer is null ? ButtonActions.TickStep : ButtonActions.AnswerStep, "|" + step.Step, cancellationToken);

    private async Task AnswerFormAsync(ScenarioStep step, CancellationToken cancellationToken)
    {
        var form = await OpenFormAsync(step.Actor, cancellationToken);
        var values = new JsonObject { ["answer"] = new JsonObject { ["answer"] = step.Answer } };
        await slack.SubmitAsync(Id(step.Actor), form.Id, values, cancellationToken);
    }

    private async Task<LocalView> OpenFormAsync(string who, CancellationToken cancellationToken) =>
        (await slack.ViewsAsync(Id(who), cancellationToken)).LastOrDefault()
        ?? throw StopException.NotDone($"The bot opened no form for {who}.");

    private Task CommandAsync(string who, string words, CancellationToken cancellationToken) =>
        slack.CommandAsync(Id(who), Channel.Id, words, cancellationToken);

    // The newest message counts: an older copy of the same button may tell of something else.
    private async Task PressAsync(string who, string action, string valueEnd, CancellationToken cancellationToken)
    {
        var shown = await slack.MessagesAsync(Channel.Id, cancellationToken);
        foreach (var message in Enumerable.Reverse(shown).Where(m => m.EphemeralTo is null || m.EphemeralTo == Id(who)))
        {
            if (LocalButtons.Find(message, action, valueEnd) is not { } button) continue;
            await slack.ClickAsync(Id(who), Channel.Id, message.Ts, button, cancellationToken);
            return;
        }

        throw StopException.NotDone(string.Create(CultureInfo.InvariantCulture, $"{who} found no button {action} {valueEnd} in #{Channel.Name}."));
    }

    private string Id(string name) => people[name];
}
