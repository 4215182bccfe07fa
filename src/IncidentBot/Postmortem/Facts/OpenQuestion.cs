using IncidentBot.Chat;

namespace IncidentBot.Postmortem.Facts;

/// <summary>What the draft should say and nobody has put on record, with who could answer it.</summary>
/// <param name="Key">The same for the same question, such as <c>impact-start</c> or <c>entry-5</c>.</param>
/// <param name="Words">The question, as plain words.</param>
/// <param name="Who">Who could answer it; null: anybody who was there.</param>
internal sealed record OpenQuestion(string Key, string Words, Person? Who)
{
    /// <summary>What an answer is put behind in the timeline: the question without what makes it one.</summary>
    public string About => Key.StartsWith("entry-", StringComparison.Ordinal)
        ? $"About entry {Key["entry-".Length..]}"
        : Words.Replace("?", string.Empty, StringComparison.Ordinal);
}
