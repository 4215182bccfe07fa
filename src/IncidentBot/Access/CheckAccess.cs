using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Access;

/// <summary>Lets a request through, or says why not; people it knows nothing about are refused.</summary>
internal sealed partial class CheckAccess(
    AccessOptions access, IncidentOptions options, IncidentStore incidents, ChatPlatforms platforms, ILogger<CheckAccess> log)
{
    /// <summary>What comes of a request that may not go on, sometimes without a word to whoever made it; null: it may.</summary>
    /// <exception cref="ChatUnavailableException">
    /// The platform could not be asked who is in the responders' group; the row is tried again.
    /// </exception>
    public async Task<Happened?> StopAsync(Inbound by, Permission needs, string platform, CancellationToken cancellationToken)
    {
        if (await JudgeAsync(by, needs, platform, cancellationToken) is not { } refused)
            return null;

        Refused(by.GetType().Name, by.Who.Id, by.Who.Membership);
        return refused.Answer is { } card ? Happened.Answered(card) : Happened.Nothing;
    }

    /// <summary>Why somebody may not do something, before they have typed anything; null: they may.</summary>
    /// <exception cref="ChatUnavailableException">The platform could not be asked who is in the responders' group.</exception>
    public async Task<Card?> RefuseAsync(Inbound by, Permission needs, string platform, CancellationToken cancellationToken) =>
        await JudgeAsync(by, needs, platform, cancellationToken) is { } refused ? refused.Answer ?? RefusalCard.ForNobody(by) : null;

    private async Task<Verdict?> JudgeAsync(Inbound by, Permission needs, string platform, CancellationToken cancellationToken)
    {
        if (AccessRules.IsNobody(by, needs))
            return new Verdict(Answer: null);

        if (needs is Permission.None or Permission.AskHelp)
            return null;

        if (!access.AllowGuests && by.Who.Membership != Membership.Member)
            return await JudgeOutsiderAsync(needs, by, platforms.Of(platform), cancellationToken);

        if (options.On(platform).Responders is not { } group || string.IsNullOrWhiteSpace(group))
            return null;

        var about = needs is Permission.ChangeStatus or Permission.Cancel or Permission.Reopen
            ? await FindAsync(by, cancellationToken)
            : null;
        if (needs == Permission.ChangeStatus && about is { Status: >= IncidentStatus.Closed })
            needs = Permission.Reopen;
        if (!AccessRules.IsForResponders(needs))
            return null;

        // A false alarm is best taken back by who raised it, and the taking back too.
        if (needs is Permission.Cancel or Permission.Reopen && about is not null && about.StartedBy.Id == by.Who.Id
            && (needs == Permission.Cancel || about.Status == IncidentStatus.Cancelled))
            return null;

        return await JudgeResponderAsync(group.Trim(), needs, by, platforms.Of(platform), cancellationToken);
    }

    // What a button or form names counts, wherever it is pressed.
    private async Task<Incident?> FindAsync(Inbound by, CancellationToken cancellationToken)
    {
        if (Named(by) is not { } named)
            return await incidents.FindByChannelAsync(by.Workspace, by.Channel, cancellationToken);

        return IncidentButtons.TryRead(named, out var id, out _) ? await incidents.FindAsync(by.Workspace, id, cancellationToken) : null;
    }

    private static string? Named(Inbound by) => by switch
    {
        ButtonPressed pressed => pressed.Value,
        BoxesChanged boxes => boxes.Value,
        FormSubmitted form => form.Context,
        _ => null,
    };

    private async Task<Verdict?> JudgeOutsiderAsync(
        Permission needs, Inbound by, IChatPlatform platform, CancellationToken cancellationToken)
    {
        if (needs == Permission.Look)
            return await JudgeLookAsync(by, platform, cancellationToken);

        var isHere = needs == Permission.Mark
            && await incidents.FindByChannelAsync(by.Workspace, by.Channel, cancellationToken) is not null;

        // A reaction somewhere else is none of the bot's business, and what is found later was answered when it came, or never will be.
        return new Verdict(
            needs != Permission.Mark || (isHere && !by.FromHistory) ? RefusalCard.ForOutsiders(by, needs, platform.Words) : null);
    }

    // An outsider reads what stands in a channel that they are in, and learns nothing of the others.
    private async Task<Verdict?> JudgeLookAsync(Inbound by, IChatPlatform platform, CancellationToken cancellationToken)
    {
        if (Named(by) is not { } named || !IncidentButtons.TryRead(named, out var id, out _))
            return null;

        if (await incidents.FindAsync(by.Workspace, id, cancellationToken) is { Channel: { } channel }
            && (channel == by.Channel || (await platform.ListMembersAsync(by.Workspace, channel, cancellationToken)).Contains(by.Who.Id)))
            return null;

        return new Verdict(IncidentVisibility.Refusal(id));
    }

    private static async Task<Verdict?> JudgeResponderAsync(
        string group, Permission needs, Inbound by, IChatPlatform platform, CancellationToken cancellationToken)
    {
        var members = await platform.ListGroupAsync(by.Workspace, group, cancellationToken);
        if (members is not null && members.Contains(by.Who.Id))
            return null;

        var some = new List<Person>();
        foreach (var id in (members ?? []).Take(RefusalCard.MostNamed))
            some.Add(await platform.FindPersonAsync(by.Workspace, id, cancellationToken));

        return new Verdict(
            members is null
                ? RefusalCard.ForUnreadableGroup(needs, group, platform.Words, by.At)
                : RefusalCard.ForResponders(needs, some, members.Count, by.At));
    }

    /// <param name="Answer">What they are told; null: nothing.</param>
    private sealed record Verdict(Card? Answer);

    [LoggerMessage(Level = LogLevel.Information, Message = "Refused {Request} of {Person}, who is {Membership}: Access does not allow it")]
    private partial void Refused(string request, PersonId person, Membership membership);
}
