using IncidentBot.Chat;

namespace IncidentBot.Postmortem.Versions;

/// <summary>A version of the draft without its text, for lists.</summary>
/// <param name="Version">Which one.</param>
/// <param name="At">When it was made; UTC.</param>
/// <param name="Author">Who made it; null: the bot.</param>
/// <param name="MadeFrom">The version that its author had before them; null: the bot made it of the record.</param>
internal sealed record DraftVersion(int Version, DateTimeOffset At, Person? Author, int? MadeFrom);
