using IncidentBot.Chat;
using IncidentBot.Delivery;

namespace IncidentBot.Incidents;

/// <summary>Takes the buttons off what the bot has asked in a channel, once it is answered, and says there how it ended.</summary>
internal sealed class EndQuestions(SentKeys sent)
{
    private const string Ended = "/ended";

    /// <summary>Ends each message once, by whatever comes first; one that is still to be posted ends once it is posted.</summary>
    /// <param name="beginning">How the keys of the messages begin; not empty.</param>
    /// <param name="text">What it says from now on.</param>
    /// <param name="work">What it belongs to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task EndAsync(string beginning, RichText text, Work work, CancellationToken cancellationToken)
    {
        var keys = await sent.ListAsync(work.Workspace, beginning, cancellationToken);
        foreach (var key in keys.Where(key => !key.EndsWith(Ended, StringComparison.Ordinal) && !keys.Contains(key + Ended)))
        {
            // There may be many, and what ended them is to be read first.
            work.Send(
                new Outgoing(key + Ended, new UpdateCard(MessageTarget.From(key), Card.Of(text))) { After = key, Urgency = Urgency.Later });
        }
    }
}
