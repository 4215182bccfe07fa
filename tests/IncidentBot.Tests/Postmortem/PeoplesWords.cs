using System.Text;
using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Tests.Postmortem;

/// <summary>Makes up what people might write, with a liking for what Markdown, HTML and Unicode take seriously.</summary>
internal static class PeoplesWords
{
    private static readonly string[] Pieces =
    [
        "\\", "`", "```", "~~~", "*", "**", "_", "__", "{", "}", "[", "]", "(", ")", "<", ">", "#", "##", "+", "-", "--", "---", "===", ".", "!", "|", "~", "~~", "&", "$", "$$", "^", ":", "=", "@", "%", "\"", "'", "/",
        "- ", "* ", "+ ", "1. ", "12) ", "# ", "###### ", "> ", "    ", "\t", "[ ] ", "[x] ", "![", "](", "](http://x.example)", "[a]: http://x.example", "[^1]", "[^1]: ", ":::", "> [!NOTE]",
        "|---|", "| - | - |", ":-:", ":--", "a | b", "--- | ---", "&amp;", "&#65;", "&lt;b&gt;", "&copy", "<b>", "</b>", "<script>alert(1)</script>", "<!-- ", "-->", "<?php", "<a href=javascript:x>", "<https://y.example>",
        "http://a.example/x", "https://a.example/x?q=1&copy=2;", "https://a.example/(b)", "https://a.example/b_c_*d*", "https://[::1]/", "http://", "https://a.example/&copy;", "HTTPS://A.example", "www.example.com", "ftp://a.example", "mailto:a@b.example", "tel:123", "a@b.example", "javascript:alert(1)",
        "snake_case_word", "C:\\temp\\x", "10.0.0.1", "2026-11-20", "16:05", "~5 min", "$12 and $15", "R&D", "C#", "a->b", "x*y*z", "#incidents", "@Ada", ":unknown_code:",
        "word", "Wörter", "слово", "言葉", "مرحبا", "שלום", "👩‍🚒", "🔥", "e\u0301", "\u200b", "\u200d", "\u200e", "\u00a0", "\u3000", "\u2028", "\u2029", "\u0085", "\u202e", "\u2066", "\0", "\u0001", "\u001b[31m", "\u007f", "\ud800", "\udc00",
        " ", " ", " ", "  ", "\n", "\n", "\r\n", "\r", "\n\n", "\n    ", "\n\t", "\n- ", "\n1. ", "\n# ", "\n> ", "\n---", "\n===", "\n```\n",
    ];

    private static readonly Gen<string> Piece = Gen.OneOf(Gen.Elements(Pieces), Gen.Elements(Pieces), ArbMap.Default.GeneratorFor<char>().Select(c => c.ToString()));

    public static Arbitrary<string> Arbitrary { get; } = Arb.From(Piece.ListOf().Select(pieces => string.Concat(pieces)).Where(HasNoEmojiCode), text => Shorter(text).Where(HasNoEmojiCode));

    /// <summary>What a reader must still find: the same without what cannot be seen.</summary>
    public static string Seen(string text)
    {
        var seen = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is (>= 0x202a and <= 0x202e) or (>= 0x2066 and <= 0x2069))
                continue;

            if (Rune.IsWhiteSpace(rune))
                seen.Append(' ');
            else if (!Rune.IsControl(rune))
                seen.Append(rune);
        }

        return Rendered.Words(seen.ToString());
    }

    // What becomes an emoji has tests of its own.
    private static bool HasNoEmojiCode(string text) => EmojiCodes.Replace(Seen(text)) == Seen(text);

    private static IEnumerable<string> Shorter(string text)
    {
        for (var length = text.Length / 2; length > 0; length /= 2)
        {
            for (var at = 0; at + length <= text.Length; at += length)
                yield return text.Remove(at, length);
        }
    }
}
