using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Access;

/// <summary>Lets a request through, or tells its maker privately why not; whom it cannot place, it refuses.</summary>
public sealed partial class CheckAccess(AccessOptions access, IncidentOptions options, IncidentStore incidents, ChatPlatforms platforms, ILogger<CheckAccess> log)
{
    /// <summary>Whether the request may go on; if not, it is answered.</summary>
    /// <exception cref="ChatUnavailableException">The platform could not be asked who is in the responders' group; the row is tried again.</exception>
    public async Task<bool> AdmitAsync(Inbound by, Work work, CancellationToken cancellationToken)
    {
        var deed = AccessRules.DeedOf(by, options.DefaultSeverity);
        if (deed is Deed.News or Deed.AskHelp)
            return true;

        if (!access.AllowGuests && by.Who.Standing != Standing.Member)
            return await AdmitOutsiderAsync(deed, by, work, cancellationToken);

        return !AccessRules.IsForResponders(deed) || string.IsNullOrWhiteSpace(access.Responders) || await AdmitResponderAsync(access.Responders.Trim(), deed, by, work, cancellationToken);
    }

    private async Task<bool> AdmitOutsiderAsync(Deed deed, Inbound by, Work work, CancellationToken cancellationToken)
    {
        var isHere = deed is Deed.Look or Deed.Mark && await incidents.FindByChannelAsync(work.Workspace, by.Channel, cancellationToken) is not null;
        if (deed == Deed.Look && isHere)
            return true;

        Refused(by.GetType().Name, by.Who.Id, by.Who.Standing);
        // A reaction somewhere else is none of the bot's business, and what is found later was answered when it came, or never will be.
        if (deed != Deed.Mark || (isHere && !by.FromHistory))
            work.Answer(by.Reply, RefusalCard.ForOutsiders(by, deed));

        return false;
    }

    private async Task<bool> AdmitResponderAsync(string group, Deed deed, Inbound by, Work work, CancellationToken cancellationToken)
    {
        var platform = platforms.Of(work.Platform);
        var members = await platform.ListGroupAsync(work.Workspace, group, cancellationToken);
        if (members is not null && members.Contains(by.Who.Id))
            return true;

        Refused(by.GetType().Name, by.Who.Id, by.Who.Standing);
        var some = new List<Person>();
        foreach (var id in (members ?? []).Take(RefusalCard.MostNamed))
            some.Add(await platform.FindPersonAsync(work.Workspace, id, cancellationToken));

        work.Answer(by.Reply, members is null ? RefusalCard.ForUnreadableGroup(deed, group, by.At) : RefusalCard.ForResponders(deed, some, members.Count, by.At));
        return false;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Refused {Request} of {Person}, who is {Standing}: Access does not allow it")]
    private partial void Refused(string request, PersonId person, Standing standing);
}
