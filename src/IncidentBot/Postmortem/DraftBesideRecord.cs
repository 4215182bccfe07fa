namespace IncidentBot.Postmortem;

/// <summary>
/// A draft's text beside the record that it is made of; what the record gives now is assembled once, when it is first asked for.
/// </summary>
/// <param name="record">The record.</param>
/// <param name="markdown">The text as people left it.</param>
/// <param name="assembled">What the record gives, where that is known; null, the default: it is assembled.</param>
internal sealed class DraftBesideRecord(PostmortemRecord record, string markdown, string? assembled = null)
{
    private readonly Lazy<string> now = assembled is null ? new(() => PostmortemDocument.Assemble(record)) : new(assembled);

    /// <summary>The record.</summary>
    public PostmortemRecord Record => record;

    /// <summary>The text as people left it.</summary>
    public string Markdown => markdown;

    /// <summary>What the record gives now.</summary>
    public string Assembled => now.Value;
}
