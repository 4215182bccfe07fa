using System.Text;

namespace IncidentBot.Adapters.Tests.Slack;

/// <summary>Makes texts of the kinds that break renderers: mark-up, escapes, emoji, joined characters, other scripts, both directions.</summary>
internal static class RandomText
{
    private static readonly string[] Pieces =
    [
        "a", "Z", " ", "  ", "\n", "&", "<", ">", "&amp;", "&lt;", "<@U123>", "<!channel>", "<https://evil.example|x>", "*", "_", "`", "~", "|", "#", "@here",
        "🔥", "👩‍👩‍👧‍👦", "🇩🇪", "é", "e\u0301", "ü", "ß", "Ж", "سلام", "שלום", "漢字", "\u202e", "\u200f", "\u0000", "\t", "\r\n", "“", "”", "—", "https://example.com/a?b=c&d", "word ", "checkout ",
    ];

    public static string Make(Random random, int pieces)
    {
        var text = new StringBuilder();
        for (var i = 0; i < pieces; i++) text.Append(Pieces[random.Next(Pieces.Length)]);
        return text.ToString();
    }
}
