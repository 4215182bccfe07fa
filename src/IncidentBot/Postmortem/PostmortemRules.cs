using IncidentBot.Delivery;
using IncidentBot.Incidents;

namespace IncidentBot.Postmortem;

/// <summary>A new version of the draft was assembled.</summary>
internal sealed record DraftAssembled(PostmortemDraft Draft);

/// <summary>The pure rules of when a draft is a new one, and how it is called.</summary>
internal static class PostmortemRules
{
    /// <summary>The newest draft after assembling: a new version when a single byte differs, else the one that is there already.</summary>
    /// <param name="newest">The newest stored draft; null: there is none.</param>
    /// <param name="markdown">What the record gives now.</param>
    /// <param name="now">When it was assembled; UTC.</param>
    public static Decision<DraftAssembled> Decide(PostmortemDraft? newest, string markdown, DateTimeOffset now) =>
        newest is not null && string.Equals(newest.Markdown, markdown, StringComparison.Ordinal)
            ? new AlreadySo($"{Name(newest)} of the postmortem is up to date; nothing has changed since.")
            : new DraftAssembled(new PostmortemDraft((newest?.Version ?? 0) + 1, now, markdown));

    /// <summary>What people call a draft.</summary>
    public static string Name(PostmortemDraft draft) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Draft {draft.Version}");

    /// <summary>The name of a draft's file.</summary>
    public static string FileName(IncidentId incident, PostmortemDraft draft) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{incident}-postmortem-v{draft.Version}.md");
}
