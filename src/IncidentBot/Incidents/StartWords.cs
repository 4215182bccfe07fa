using IncidentBot.Commands;

namespace IncidentBot.Incidents;

/// <summary>
/// Reads the words of <c>start</c>: options anywhere, with dashes of any kind before them, the rest is the title. Where words could be an
/// option or a part of the title, nothing is guessed: both readings come back.
/// </summary>
internal static class StartWords
{
    /// <summary>Reads what stands behind the verb.</summary>
    public static Command Parse(string rest)
    {
        var words = DashedWord.In(rest);
        var quoted = QuotedTitle.Find(rest, words);
        var options = new StartReader(rest, words, quoted, doubtsAreOptions: false);
        var plain = options.Read();
        if (plain is not StartCommand asTitle || options.Doubt is not { } doubt)
            return plain;

        return new StartQuestion(
            doubt, new StartReader(rest, words, quoted, doubtsAreOptions: true).Read() as StartCommand, asTitle);
    }

    /// <summary>Whether a title names the option that keeps an incident private, so that it may have been meant as one.</summary>
    public static bool NamesPrivate(string title) =>
        DashedWord.In(title).Any(word => string.Equals(word.Name, StartReader.Private, StringComparison.Ordinal));
}

/// <summary>Words of <c>start</c> that can be read in two ways; nothing is started before somebody has chosen one.</summary>
/// <param name="Doubt">The words that may be an option, as typed.</param>
/// <param name="AsOption">The incident if they are one; null: then the option would make no sense.</param>
/// <param name="AsTitle">The incident if they are a part of the title.</param>
internal sealed record StartQuestion(string Doubt, StartCommand? AsOption, StartCommand AsTitle) : Command;

/// <summary>A title in quotation marks, which is taken as it is, whatever it looks like.</summary>
/// <param name="Text">The title.</param>
/// <param name="End">Where what stands behind it begins.</param>
internal sealed record QuotedTitle(string Text, int End)
{
    private const string Opening = "\"“„«", Closing = "\"”“»";

    /// <summary>The title at the beginning of a text, if nothing but options follow it; null: it begins with none.</summary>
    public static QuotedTitle? Find(string text, IReadOnlyList<DashedWord> words)
    {
        if (text.Length == 0 || !Opening.Contains(text[0], StringComparison.Ordinal))
            return null;

        var options = words.Where(StartReader.IsKnown).Select(word => word.Start).ToHashSet();
        for (var at = 2; at < text.Length; at++)
        {
            if (!Closing.Contains(text[at], StringComparison.Ordinal))
                continue;

            var behind = Blanks.SkipFrom(text, at + 1);
            if (behind == text.Length || (behind > at + 1 && options.Contains(behind)))
                return new QuotedTitle(text[1..at], at + 1);
        }

        return null;
    }
}
