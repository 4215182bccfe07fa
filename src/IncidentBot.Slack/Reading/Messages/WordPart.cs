using IncidentBot.Language;

namespace IncidentBot.Slack.Reading.Messages;

/// <summary>Some of a message's words that stand on lines of their own.</summary>
/// <param name="Text">The words.</param>
/// <param name="IsValue">
/// Whether they belong to a name, as the value of a field does, so that they are needed even where the same word stands elsewhere.
/// </param>
internal sealed record WordPart(FormattedText Text, bool IsValue = false);
