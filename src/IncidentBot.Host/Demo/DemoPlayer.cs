using System.Text.Json.Nodes;
using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Commands;
using IncidentBot.Host.Terminals;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Timeline;

namespace IncidentBot.Host.Demo;

/// <summary>Plays the people of a scenario in the local Slack.</summary>
/// <param name="scenario">The scenario.</param>
/// <param name="stage">The bot and the local Slack.</param>
/// <param name="repositories">The repository of each service.</param>
internal sealed class DemoPlayer(Scenario scenario, LocalStage stage, IReadOnlyDictionary<string, string> repositories)
{
    /// <summary>The channel in which incidents are started and announced.</summary>
    public const string Lobby = "incidents";

    private readonly SimulatorClient slack = stage.Slack;
    private readonly TimelineOptions timeline = new();
    private readonly ChecklistTemplate checklist = ChecklistTemplate.Default();
    private readonly Dictionary<string, string> people = new(StringComparer.Ordinal);
    private readonly Dictionary<ScenarioEntry, string> messages = new(ReferenceEqualityComparer.Instance);
    private LocalChannel? channel;

    /// <summary>The incident's channel; known once the incident is started.</summary>
    public LocalChannel Channel => channel ?? throw StopException.NotDone("The bot opened no channel for the incident.");

    /// <summary>Adds the scenario's people to the workspace and its repositories to the local GitHub.</summary>
    public async Task GatherAsync(CancellationToken cancellationToken)
    {
        var state = await slack.StateAsync(cancellationToken);
        foreach (var user in state.Users.Where(u => !u.IsBot)) people.TryAdd(user.Name, user.Id);
        foreach (var name in scenario.Everybody().Where(name => !people.ContainsKey(name)).ToList())
            people[name] = await slack.AddPersonAsync(name, "Etc/UTC", cancellationToken);
        foreach (var repository in DemoCatalogue.All(scenario, repositories)) await slack.AddRepositoryAsync(repository, cancellationToken);
        if (!scenario.HasFiles) return;
        foreach (var before in DemoDeploys.Before(scenario)) await GoLiveAsync(before, cancellationToken);
    }

    /// <summary>Does one thing and waits for the bot to answer it.</summary>
    public async Task PlayAsync(Beat beat, CancellationToken cancellationToken)
    {
        await DoAsync(beat, cancellationToken);
        await stage.SettleAsync(cancellationToken);
    }

    private Task DoAsync(Beat beat, CancellationToken cancellationToken) => beat switch
    {
        GoLive live => GoLiveAsync(live.Deploy, cancellationToken),
        StartIncident start => StartAsync(start, cancellationToken),
        TakeCommand take => PressAsync(take.Who, IncidentButtonIds.TakeCommand, valueEnd: "", cancellationToken),
        SayTime time => CommandAsync(time.Who, $"time {Words.Of(time.Milestone)} {NoteWords.Iso(time.When)}", cancellationToken),
        SayChat chat => slack.SayAsync(Id(chat.Who), Channel.Id, chat.Text, cancellationToken),
        SayEntry say => SayAsync(say.Entry, cancellationToken),
        TagEntry tag => TagAsync(tag, cancellationToken),
        NoteEntry note => CommandAsync(note.Entry.Actor, NoteWords.Of(note.Entry), cancellationToken),
        DoStep step => StepAsync(step.Step, cancellationToken),
        SetStatus status => CommandAsync(status.Who, $"status {Words.Of(status.Status)}", cancellationToken),
        WriteUp write => CommandAsync(write.Who, write.Export ? "export" : "postmortem", cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(beat), beat, "Unknown beat."),
    };

    private Task GoLiveAsync(ScenarioDeploy deploy, CancellationToken cancellationToken) =>
        slack.AddDeploymentAsync(
            DemoDeploys.Deployment(scenario, deploy, DemoCatalogue.RepositoryOf(deploy, repositories), stage.Clock.GetUtcNow()),
            cancellationToken);

    private async Task StartAsync(StartIncident start, CancellationToken cancellationToken)
    {
        await slack.CommandAsync(Id(start.Who), Lobby, StartWords.Of(scenario), cancellationToken);
        await stage.SettleAsync(cancellationToken);
        channel = await FindChannelAsync(cancellationToken);
    }

    private async Task<LocalChannel> FindChannelAsync(CancellationToken cancellationToken)
    {
        var state = await slack.StateAsync(cancellationToken);
        return state.Channels.LastOrDefault(c => c.Name.StartsWith("inc-", StringComparison.Ordinal))
            ?? throw StopException.NotDone("The bot opened no channel for the incident.");
    }

    private async Task SayAsync(ScenarioEntry entry, CancellationToken cancellationToken) =>
        messages[entry] = await slack.SayAsync(Id(entry.Actor), Channel.Id, entry.Note, cancellationToken);

    private async Task TagAsync(TagEntry tag, CancellationToken cancellationToken)
    {
        var (who, ts) = (Id(tag.Entry.Actor), messages[tag.Entry]);
        if (tag.By == TagBy.Reaction && timeline.ReactionFor(tag.Entry.Kind) is { } reaction)
        {
            await slack.ReactAsync(who, Channel.Id, ts, reaction, cancellationToken);
            return;
        }

        await slack.ShortcutAsync(who, ShortcutIds.AddToTimeline, Channel.Id, ts, cancellationToken);
        if (tag.Entry.Kind == EntryKind.Observation) return;
        await stage.SettleAsync(cancellationToken);
        await PickAsync(tag.Entry.Actor, TimelineButtonIds.EditEntry, cancellationToken);
        var form = await OpenFormAsync(tag.Entry.Actor, cancellationToken);
        var values = new JsonObject { ["kind"] = new JsonObject { ["kind"] = Words.Of(tag.Entry.Kind) } };
        await slack.SubmitAsync(who, form.Id, values, cancellationToken);
    }

    private async Task StepAsync(ScenarioStep step, CancellationToken cancellationToken)
    {
        if (step.Answer is not null)
        {
            await AnswerAsync(step, cancellationToken);
            return;
        }

        if (await TryTickAsync(step, cancellationToken)) return;

        // Its phase is folded. What a role settles has no box, and is ticked by itself.
        await TryPressAsync(step.Actor, ChecklistButtonIds.ShowPhase, "|" + Words.Of(PhaseOf(step)), cancellationToken);
        await stage.SettleAsync(cancellationToken);
        if (!await TryTickAsync(step, cancellationToken) && checklist.Steps.Single(s => s.Key == step.Step).Role is null)
            throw StopException.NotDone($"{step.Actor} found no box for {step.Step} in #{Channel.Name}.");
    }

    private async Task<bool> TryTickAsync(ScenarioStep step, CancellationToken cancellationToken)
    {
        var shown = await slack.MessagesAsync(Channel.Id, cancellationToken);
        if (Enumerable.Reverse(shown).FirstOrDefault(m => LocalButtons.IsBox(m, step.Step, out _)) is not { } message) return false;
        if (LocalButtons.IsBox(message, step.Step, out var isTicked) && isTicked) return true;

        await slack.TickAsync(Id(step.Actor), Channel.Id, message.Ts, step.Step, cancellationToken);
        return true;
    }

    private Phase PhaseOf(ScenarioStep step) =>
        checklist.Steps.FirstOrDefault(s => s.Key == step.Step)?.Phase
            ?? throw StopException.WrongInput($"The checklist has no step \"{step.Step}\".");

    private async Task AnswerAsync(ScenarioStep step, CancellationToken cancellationToken)
    {
        var phase = PhaseOf(step);
        if (!await TryPressAsync(step.Actor, IncidentButtonIds.AnswerQuestions, "|" + Words.Of(phase), cancellationToken))
        {
            await PressAsync(step.Actor, ChecklistButtonIds.ShowPhase, "|" + Words.Of(phase), cancellationToken);
            await stage.SettleAsync(cancellationToken);
            await PressAsync(step.Actor, IncidentButtonIds.AnswerQuestions, "|" + Words.Of(phase), cancellationToken);
        }

        var form = await OpenFormAsync(step.Actor, cancellationToken);
        var place = checklist.Steps.Where(s => s.Phase == phase && s.IsQuestion).ToList().FindIndex(s => s.Key == step.Step);
        if (place < 0) throw StopException.WrongInput($"\"{step.Step}\" is no question of the checklist.");
        var field = $"answer_{place + 1}";
        var values = new JsonObject { [field] = new JsonObject { [field] = step.Answer } };
        await slack.SubmitAsync(Id(step.Actor), form.Id, values, cancellationToken);
    }

    private async Task<LocalView> OpenFormAsync(string who, CancellationToken cancellationToken) =>
        (await slack.ViewsAsync(Id(who), cancellationToken)).LastOrDefault()
        ?? throw StopException.NotDone($"The bot opened no form for {who}.");

    private Task CommandAsync(string who, string words, CancellationToken cancellationToken) =>
        slack.CommandAsync(Id(who), Channel.Id, words, cancellationToken);

    private async Task PressAsync(string who, string action, string valueEnd, CancellationToken cancellationToken)
    {
        if (!await TryPressAsync(who, action, valueEnd, cancellationToken))
            throw StopException.NotDone($"{who} found no button {action} {valueEnd} in #{Channel.Name}.");
    }

    private async Task<bool> TryPressAsync(string who, string action, string valueEnd, CancellationToken cancellationToken)
    {
        if (await FindAsync(who, action, valueEnd, cancellationToken) is not var (message, button)) return false;
        await slack.ClickAsync(Id(who), Channel.Id, message.Ts, button, cancellationToken);
        return true;
    }

    // From the menu of the newest message that only this person sees.
    private async Task PickAsync(string who, string action, CancellationToken cancellationToken)
    {
        var shown = await slack.MessagesAsync(Channel.Id, cancellationToken);
        foreach (var message in Enumerable.Reverse(shown).Where(m => m.EphemeralTo == Id(who)))
        {
            if (LocalButtons.FindItem(message, action) is not var (menu, value)) continue;
            await slack.PickAsync(Id(who), Channel.Id, message.Ts, menu, value, cancellationToken);
            return;
        }

        throw StopException.NotDone($"{who} found no menu with {action} in #{Channel.Name}.");
    }

    // The newest message counts: an older copy of the same button may be about something else.
    private async Task<(LocalMessage Message, string Button)?> FindAsync(
        string who, string action, string valueEnd, CancellationToken cancellationToken)
    {
        var shown = await slack.MessagesAsync(Channel.Id, cancellationToken);
        foreach (var message in Enumerable.Reverse(shown).Where(m => m.EphemeralTo is null || m.EphemeralTo == Id(who)))
        {
            if (LocalButtons.Find(message, action, valueEnd) is { } button) return (message, button);
        }

        return null;
    }

    private string Id(string name) => people[name];
}
