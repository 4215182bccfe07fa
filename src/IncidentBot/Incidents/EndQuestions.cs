using IncidentBot.Chat;
using IncidentBot.Delivery;

namespace IncidentBot.Incidents;

/// <summary>Takes the buttons off what the bot has asked in a channel, once it is answered, and says there how it ended.</summary>
internal sealed class EndQuestions(SentKeys sent)
{
    /// <summary>What stands behind the key of a question that was ended.</summary>
    internal const string Ended = "/ended";

    /// <summary>Ends each message once, by whatever comes first; one that is still to be posted ends once it is posted.</summary>
    /// <param name="incident">Whose questions.</param>
    /// <param name="beginning">How the keys of the messages begin; not empty.</param>
    /// <param name="text">What it says from now on.</param>
    /// <param name="work">What it belongs to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task EndAsync(IncidentId incident, string beginning, RichText text, Work work, CancellationToken cancellationToken)
    {
        var keys = await sent.ListAsync(work.Workspace, beginning, cancellationToken);
        foreach (
            var key in keys.Where(
                key => ChannelQuestions.IsQuestion(key) && !keys.Contains(key + Ended) && !ChannelQuestions.IsGone(key, keys)))
        {
            // What ended it is to be read first.
            work.Send(
                new Outgoing(key + Ended, new UpdateCard(MessageTarget.From(key), Card.Of(text)) { MayBeGone = true })
                {
                    After = key,
                    Lane = ChannelQuestions.Lane(incident),
                    Urgency = Urgency.Later,
                });
        }
    }
}
