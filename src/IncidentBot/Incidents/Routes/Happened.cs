using IncidentBot.Chat;
using IncidentBot.Delivery;

namespace IncidentBot.Incidents.Routes;

/// <summary>What a use case came to: facts, a refusal for the person who asked, or nothing.</summary>
internal sealed record Happened
{
    /// <summary>Nothing has happened that anybody reacts to; whoever asked has their answer.</summary>
    public static readonly Happened Nothing = new();

    /// <summary>What the button or form carries is none of the bot's own values; whoever pressed it is told so.</summary>
    public static readonly Happened Unreadable = new() { IsUnreadable = true };

    private Happened()
    {
    }

    /// <summary>The facts, each with the incident as it was before.</summary>
    public IReadOnlyList<(Incident Before, Fact Fact)> Facts { get; private init; } = [];

    /// <summary>What the person is told privately, since nothing has happened; null: they need not be told.</summary>
    public Card? Refusal { get; private init; }

    /// <summary>Whether the button or form could not be read.</summary>
    public bool IsUnreadable { get; private init; }

    /// <summary>Facts about one incident; those that are null did not happen.</summary>
    public static Happened To(Incident before, params IReadOnlyList<Fact?> facts) =>
        new() { Facts = [.. facts.OfType<Fact>().Select(fact => (before, fact))] };

    /// <summary>A decision's fact, or the sentence that says why there is none.</summary>
    public static Happened Of<TFact>(Incident before, Decision<TFact> decision)
        where TFact : Fact =>
        decision.Fact is { } fact ? To(before, fact) : Refused(decision.Sentence);

    /// <summary>Nothing has happened, and the person is told why.</summary>
    public static Happened Refused(RichText sentence) => new() { Refusal = Card.Of(sentence) };

    /// <summary>Nothing has happened, and the person is told why, with the formatted pieces of an interpolated string.</summary>
    public static Happened Refused(RichTextHandler sentence) => Refused(RichText.Of(sentence));

    /// <summary>Nothing that anybody reacts to, once it is done.</summary>
    public static async Task<Happened> After(Task done)
    {
        await done;
        return Nothing;
    }

    /// <summary>All of these have happened.</summary>
    public static Happened All(IEnumerable<Happened> parts) => new() { Facts = [.. parts.SelectMany(part => part.Facts)] };
}
