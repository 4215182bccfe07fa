using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;

namespace IncidentBot.Actions;

/// <summary>Keeps the one line of each action item in its incident's channel current.</summary>
internal sealed class ActionBoard(ActionsOptions options)
{
    /// <summary>The key under which the line is posted.</summary>
    public static string Key(IncidentId incident, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{incident}/action/{number}");

    /// <summary>Posts the line; where nobody can write, none is posted.</summary>
    public void Post(Work work, Incident incident, ActionItem item)
    {
        if (incident.CanPost)
            work.Send(
                new Outgoing(Key(incident.Id, item.Number), new PostCard(IncidentBoard.Channel(incident), CardOf(incident, item)))
                {
                    After = incident.Channel is null ? IncidentKeys.Channel(incident.Id) : null,
                    Lane = IncidentKeys.Telling(incident.Id),
                });
    }

    /// <summary>Edits the line in its place.</summary>
    public void Refresh(Work work, Incident incident, ActionItem item)
    {
        var key = Key(incident.Id, item.Number);
        if (incident.CanPost)
            work.Send(
                new Outgoing(
                    string.Create(CultureInfo.InvariantCulture, $"{work.Key}/action/{incident.Id.Number}/{item.Number}"),
                    new UpdateCard(MessageTarget.From(key), CardOf(incident, item)) { MayBeGone = true })
                {
                    After = key,
                    Lane = key,
                    Replaces = key,
                });
    }

    private Card CardOf(Incident incident, ActionItem item) => ActionCard.Of(incident, item, options);
}
