using System.Globalization;
using IncidentBot.Chat;

namespace IncidentBot.Delivery;

/// <summary>Tells the admins' channel of a row that was given up: once for each row, whatever follows from it or fails again.</summary>
internal sealed class DeadNotice(DeliveryOptions options)
{
    private const string Prefix = "dead/";

    /// <summary>The message for the outbox; null: nobody is to be told.</summary>
    /// <param name="lease">Which row.</param>
    /// <param name="name">Its effect key, or its kind: no words of people.</param>
    /// <param name="failure">Why it was given up.</param>
    public Outgoing? For(Lease lease, string name, Failure failure)
    {
        // What only waited for a dead row is one with it, and a notice that cannot be sent is not told of by another.
        if (string.IsNullOrWhiteSpace(options.AdminChannel) || failure.Error == Failure.ForerunnerDead
            || name.StartsWith(Prefix, StringComparison.Ordinal))
            return null;

        var row = string.Create(CultureInfo.InvariantCulture, $"{lease.Queue}/{lease.Id}");
        // The sentence stays in the store, since an unforeseen error's may hold more than a channel should read.
        var text = RichText.Of(
            $"I gave up on {name} ({failure.Error}). On the bot's host, {new CodeSpan($"dead show {row}")} says why and "
                + $"{new CodeSpan($"dead retry {row}")} tries again.");
        return new Outgoing(
            Prefix + row, new PostCard(new ChannelTarget(options.AdminChannel.Trim(), null), Card.Of(text))) { Urgency = Urgency.Later };
    }
}
