using IncidentBot.Chat;

namespace IncidentBot.Delivery;

/// <summary>What a use case decided: a fact, or a sentence that says why there is none.</summary>
public sealed record Decision<TFact>
    where TFact : class
{
    private Decision(TFact? fact, RichText sentence, bool isRefusal)
    {
        Fact = fact;
        Sentence = sentence;
        IsRefusal = isRefusal;
    }

    /// <summary>What has happened; null: nothing.</summary>
    public TFact? Fact { get; }

    /// <summary>Why nothing has happened, for the person; empty when something has.</summary>
    public RichText Sentence { get; }

    /// <summary>Whether it was refused, rather than already so.</summary>
    public bool IsRefusal { get; }

    /// <summary>Something has happened.</summary>
    public static implicit operator Decision<TFact>(TFact fact) => new(fact, string.Empty, isRefusal: false);

    /// <summary>There is nothing to do.</summary>
    public static implicit operator Decision<TFact>(AlreadySo already) => new(null, already.Sentence, isRefusal: false);

    /// <summary>It is not to be done.</summary>
    public static implicit operator Decision<TFact>(Refusal refusal) => new(null, refusal.Sentence, isRefusal: true);
}

/// <summary>Nothing to do: it is so already, and this sentence says so.</summary>
public sealed record AlreadySo(RichText Sentence)
{
    /// <summary>With the formatted pieces of an interpolated string.</summary>
    public AlreadySo(RichTextHandler sentence)
        : this(RichText.Of(sentence))
    {
    }
}

/// <summary>It cannot be done, and this sentence says why and what to do instead.</summary>
public sealed record Refusal(RichText Sentence)
{
    /// <summary>With the formatted pieces of an interpolated string.</summary>
    public Refusal(RichTextHandler sentence)
        : this(RichText.Of(sentence))
    {
    }
}
