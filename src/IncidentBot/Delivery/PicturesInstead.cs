using System.Globalization;
using IncidentBot.Chat;

namespace IncidentBot.Delivery;

/// <summary>
/// The pictures of charts that a message was sent without. They are written in the transaction that notes the message as sent, so each is
/// uploaded once, whatever becomes of the process.
/// </summary>
internal static class PicturesInstead
{
    /// <summary>
    /// The uploads that follow: into the message's thread, or the thread that it stands in. A newer state of a message brings none, or each
    /// would leave one more picture.
    /// </summary>
    /// <param name="key">The key of the message's outbox row.</param>
    /// <param name="action">What was sent, with known targets; null: that is not known.</param>
    /// <param name="outcome">How it ended.</param>
    public static IReadOnlyList<Outgoing> Of(string key, ChatAction? action, SendOutcome outcome)
    {
        if (action is not PostCard post || outcome is not Sent { IsWithoutCharts: true, Message: { } message } sent)
            return [];

        var thread = sent.IsOutsideThread ? message : post.Thread ?? message;
        var channel = sent.Channel is { } there ? ChannelTarget.Of(there) : post.Channel;
        return
        [
            .. post.Card.Parts.OfType<Chart>().Where(chart => chart.Picture is not null).Select((chart, place) => new Outgoing(
                string.Create(CultureInfo.InvariantCulture, $"{key}/picture/{place + 1}"), Upload(chart, chart.Picture!, channel, thread))),
        ];
    }

    /// <summary>The outcome, as no loss where it is the end of an upload that nobody misses.</summary>
    public static SendOutcome? Missed(ChatAction? action, SendOutcome? outcome) =>
        action is UploadFile { MayBeMissing: true } && outcome is NotSent { Permanent: true } given
            ? given with { IsNoLoss = true }
            : outcome;

    private static UploadFile Upload(Chart chart, ChartPicture picture, ChannelTarget channel, string thread) =>
        new(channel, picture.FileName, chart.Title, string.Empty, string.Empty, picture.MadeBy)
        {
            Thread = thread,
            Alt = chart.Alt,
            MayBeMissing = true,
        };
}
