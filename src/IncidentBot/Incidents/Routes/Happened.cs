using IncidentBot.Chat;
using IncidentBot.Delivery;

namespace IncidentBot.Incidents.Routes;

/// <summary>
/// What a use case came to: facts, a refusal, or nothing. The router tells the facts to whoever reacts, and gives people their answers.
/// </summary>
internal sealed record Happened
{
    /// <summary>Nothing has happened that anybody reacts to, and nobody is told anything.</summary>
    public static readonly Happened Nothing = new();

    /// <summary>What the button or form carries is none of the bot's own values; whoever pressed it is told so.</summary>
    public static readonly Happened Unreadable = new() { IsUnreadable = true };

    private Happened()
    {
    }

    /// <summary>The facts, each with the incident as it was before.</summary>
    public IReadOnlyList<(Incident Before, Fact Fact)> Facts { get; private init; } = [];

    /// <summary>What people are told privately, in this order: why nothing has happened, or how it was understood.</summary>
    public IReadOnlyList<PrivateAnswer> Answers { get; private init; } = [];

    /// <summary>Whether the button or form could not be read.</summary>
    public bool IsUnreadable { get; private init; }

    /// <summary>A use case that waits for nothing is routed like one that does.</summary>
    public static implicit operator Task<Happened>(Happened happened) => Task.FromResult(happened);

    /// <summary>Facts about one incident; those that are null did not happen.</summary>
    public static Happened To(Incident before, params IReadOnlyList<Fact?> facts) =>
        new() { Facts = [.. facts.OfType<Fact>().Select(fact => (before, fact))] };

    /// <summary>A decision's fact, or the sentence that says why there is none.</summary>
    public static Happened Of<TFact>(Incident before, Decision<TFact> decision)
        where TFact : Fact =>
        decision.Fact is { } fact ? To(before, fact) : Refused(decision.Sentence);

    /// <summary>Nothing has happened, and whoever asked is told why.</summary>
    public static Happened Refused(RichText sentence) => Answered(Card.Of(sentence));

    /// <summary>Nothing has happened, and whoever asked is told why, with the formatted pieces of an interpolated string.</summary>
    public static Happened Refused(RichTextHandler sentence) => Refused(RichText.Of(sentence));

    /// <summary>Nothing that anybody reacts to, and this is the answer.</summary>
    /// <param name="card">The answer.</param>
    /// <param name="to">Whom it is for; null: whoever asked.</param>
    public static Happened Answered(Card card, ReplyTo? to = null) => Nothing.Answering(card, to);

    /// <summary>All of these have happened, in this order.</summary>
    public static Happened All(params IReadOnlyList<Happened> parts) =>
        new() { Facts = [.. parts.SelectMany(part => part.Facts)], Answers = [.. parts.SelectMany(part => part.Answers)] };

    /// <summary>The same, and this is answered too.</summary>
    /// <param name="card">The answer.</param>
    /// <param name="to">Whom it is for; null: whoever asked.</param>
    public Happened Answering(Card card, ReplyTo? to = null) => this with { Answers = [.. Answers, new PrivateAnswer(card, to)] };
}

/// <summary>What one person is told privately.</summary>
/// <param name="Card">The answer.</param>
/// <param name="To">Whom it is for; null: whoever asked, and nobody where the bot works for itself.</param>
internal sealed record PrivateAnswer(Card Card, ReplyTo? To);
