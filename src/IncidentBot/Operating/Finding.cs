namespace IncidentBot.Operating;

/// <summary>How something is.</summary>
public enum Verdict
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It works, but a person should look at it.</summary>
    Warning,

    /// <summary>Something does not work.</summary>
    Error,
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Area">What it is about, in a word or two.</param>
/// <param name="Verdict">How it is.</param>
/// <param name="Sentence">What was seen; no secrets.</param>
/// <param name="Advice">What to click or set; null: nothing.</param>
public sealed record Finding(string Area, Verdict Verdict, string Sentence, string? Advice = null)
{
    /// <summary>As it should be.</summary>
    public static Finding Good(string area, string sentence) => new(area, Verdict.Ok, sentence);

    /// <summary>It works, but a person should look at it.</summary>
    public static Finding Doubtful(string area, string sentence, string? advice = null) => new(area, Verdict.Warning, sentence, advice);

    /// <summary>Something does not work.</summary>
    public static Finding Broken(string area, string sentence, string? advice = null) => new(area, Verdict.Error, sentence, advice);
}
