using IncidentBot.Access;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Search;
using IncidentBot.Timeline;

namespace IncidentBot.Routing;

/// <summary>Finds the form that somebody asks for, or why they get none: who may not send it is told so before typing anything.</summary>
internal sealed class FormOpener(
    RouteTable routes, IServiceProvider services, IncidentOptions options, CheckAccess access, IncidentVisibility visibility,
    ChatPlatforms platforms, IncidentStore incidents, ListIncidents listIncidents)
{
    private static readonly RichText NoIncident =
        RichText.Of($"That step is no longer on the checklist. To see the steps, type {CommandGrammar.Typed("checklist")}.");

    /// <summary>A form that needs no reading: it opens at once if it is known at once that the person may send it.</summary>
    public ImmediateAnswer Open(
        Asker asker, Func<ChatLimits, Form> compose, Permission needs, Func<Person, Inbound> by, CancellationToken cancellationToken)
    {
        var form = compose(platforms.Of(asker.Platform).Limits);
        var refusal = JudgeAsync(asker, about: null, needs, by, cancellationToken);
        return refusal.IsCompletedSuccessfully ? Or(refusal.Result, form) : new LoadIt(form.Title, async _ => Or(await refusal, form));
    }

    /// <summary>The form that a button opens; to be stored, where it opens none.</summary>
    public ImmediateAnswer Of(
        Asker asker, string action, string value, DateTimeOffset now, Func<Person, Inbound> by, CancellationToken cancellationToken)
    {
        if (routes.Find<OpenRoute>(RouteTable.OpenName(action)) is not { } route)
            return new AcceptIt();
        if (route.Anywhere is { } compose)
            return Open(asker, limits => compose(services, limits), Permission.Act, by, cancellationToken);

        return IncidentButtons.TryRead(value, out var id, out var more)
            ? new LoadIt($"One moment, {id}", stop => AboutAsync(route, asker, id, more, now, by, stop))
            : new SayIt(Card.Of(NoIncident));
    }

    /// <summary>A form about the incident in whose channel it is asked for.</summary>
    public ImmediateAnswer Here(Asker asker, OpenHere open, Permission needs, DateTimeOffset now, Func<Person, Inbound> by) => Here(
        asker, new OpenFound(open.Title, (call, _) => Task.FromResult<Opened>(open.Compose(call.Incident))), needs, now, by);

    /// <summary>A form about the incident in whose channel it is asked for, for which more has to be read.</summary>
    public ImmediateAnswer Here(Asker asker, OpenFound open, Permission needs, DateTimeOffset now, Func<Person, Inbound> by) =>
        new LoadIt(open.Title, async stop =>
    {
        var found = await incidents.FindByChannelAsync(asker.Workspace, asker.Channel, stop);
        if (await JudgeAsync(asker, found, needs, by, stop) is { } refusal)
            return new SayIt(refusal);
        if (found is null)
            return new SayIt(await listIncidents.PointAsync(asker.Workspace, asker.Person, asker.Channel, now, stop));

        var opened = await open.ComposeAsync(new FormCall(asker, now, found, string.Empty, Errors.None), stop);
        return opened.Form is { } form ? new OpenIt(form) : new SayIt(opened.Refusal!);
    });

    /// <summary>The form that starts an incident from a message, which becomes its first evidence.</summary>
    public ImmediateAnswer FromMessage(Asker asker, Func<CancellationToken, Task<ChatMessage>> readAsync, Func<Person, Inbound> by) =>
        new LoadIt("Start an incident", async stop =>
        {
            if (await JudgeAsync(asker, about: null, Permission.Act, by, stop) is { } refusal)
                return new SayIt(refusal);

            var platform = platforms.Of(asker.Platform);
            var picked = await readAsync(stop);
            var link = await platform.FindPermalinkAsync(asker.Workspace, picked.Id, stop);
            var canBeRead = await platform.FindMessageAsync(asker.Workspace, picked.Id, stop) is not null;
            // What is said in the channel of a private incident is announced to everyone only if somebody chooses so.
            var isPrivate = await incidents.FindByChannelAsync(
                asker.Workspace, picked.Id.Channel, stop) is { Visibility: Visibility.Private };
            var form = StartForm.Compose(new StartCommand(TitleOf(picked), null, [], IsPrivate: isPrivate), options, platform.Limits);
            return new OpenIt(FirstEvidence.AddTo(form, picked, link, canBeRead, platform.Limits));
        });

    /// <summary>The form about the channel's incident that a shortcut in a message's menu opens, with the message in it.</summary>
    public ImmediateAnswer FromMessage(
        Asker asker, MessageFormRoute route, Func<CancellationToken, Task<ChatMessage>> readAsync, DateTimeOffset now,
        Func<Person, Inbound> by) =>
        new LoadIt(route.Title, async stop =>
        {
            var found = await incidents.FindByChannelAsync(asker.Workspace, asker.Channel, stop);
            if (await JudgeAsync(asker, found, Permission.Act, by, stop) is { } refusal)
                return new SayIt(refusal);
            if (found is not { } incident)
                return new SayIt(await listIncidents.PointAsync(asker.Workspace, asker.Person, asker.Channel, now, stop));

            var opened = route.Compose(
                services, new FormCall(asker, now, incident, string.Empty, Errors.None), await readAsync(stop));
            return opened.Form is { } form ? new OpenIt(form) : new SayIt(opened.Refusal!);
        });

    /// <summary>Why somebody may not do something; null: they may.</summary>
    /// <exception cref="ChatUnavailableException">The platform could not be asked who they are, or where they are a member.</exception>
    public async Task<Card?> JudgeAsync(
        Asker asker, Incident? about, Permission needs, Func<Person, Inbound> by, CancellationToken cancellationToken)
    {
        var asked = by(await platforms.Of(asker.Platform).FindPersonAsync(asker.Workspace, asker.Person, cancellationToken));
        if (await access.RefuseAsync(asked, needs, asker.Platform, cancellationToken) is { } refusal)
            return refusal;

        return about is not null && !await visibility.MaySeeAsync(about, asked, asker.Platform, cancellationToken)
            ? IncidentVisibility.Refusal(about.Id)
            : null;
    }

    private async Task<ImmediateAnswer> AboutAsync(
        OpenRoute route, Asker asker, IncidentId id, string more, DateTimeOffset now, Func<Person, Inbound> by,
        CancellationToken cancellationToken)
    {
        var found = await incidents.FindAsync(asker.Workspace, id, cancellationToken);
        if (await JudgeAsync(asker, found, Permission.Act, by, cancellationToken) is { } refusal)
            return new SayIt(refusal);
        if (found is null)
            return new SayIt(IncidentVisibility.Refusal(id));

        var opened = await route.ComposeAsync(services, new FormCall(asker, now, found, more, Errors.None), cancellationToken);
        return opened.Form is { } form ? new OpenIt(form) : new SayIt(opened.Refusal!);
    }

    // A program says in its first line what it tells of; people write sentences.
    private static string? TitleOf(ChatMessage message)
    {
        if (string.IsNullOrWhiteSpace(message.Text))
            return null;

        return message.Author.IsBot ? message.Text.Trim().Split('\n')[0] : message.Text;
    }

    private static ImmediateAnswer Or(Card? refusal, Form form) => refusal is null ? new OpenIt(form) : new SayIt(refusal);
}
