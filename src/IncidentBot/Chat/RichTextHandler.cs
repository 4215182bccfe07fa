using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace IncidentBot.Chat;

/// <summary>Lets an interpolated string make a <see cref="RichText"/>, so that sentences with commands in them stay readable.</summary>
[InterpolatedStringHandler]
public sealed class RichTextHandler
{
    private readonly List<Span> spans = [];
    private readonly StringBuilder plain;

    /// <summary>Called by the compiler.</summary>
    public RichTextHandler(int literalLength, int formattedCount) => plain = new StringBuilder(literalLength + (formattedCount * 8));

    /// <summary>What was written.</summary>
    internal RichText Text
    {
        get
        {
            EndPlain();
            return new RichText([.. spans]);
        }
    }

    /// <summary>Called by the compiler for what stands between the holes.</summary>
    public void AppendLiteral(string text) => plain.Append(text);

    /// <summary>Plain words.</summary>
    public void AppendFormatted(string? text) => plain.Append(text);

    /// <summary>A formatted piece.</summary>
    public void AppendFormatted(Span span)
    {
        ArgumentNullException.ThrowIfNull(span);
        if (span is PlainSpan words)
        {
            plain.Append(words.Text);
            return;
        }

        EndPlain();
        spans.Add(span);
    }

    /// <summary>A whole text.</summary>
    public void AppendFormatted(RichText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var span in text.Spans)
            AppendFormatted(span);
    }

    /// <summary>Anything else, in plain words that do not depend on the machine's language.</summary>
    public void AppendFormatted<T>(T value, string? format = null) =>
        plain.Append(value is IFormattable number ? number.ToString(format, CultureInfo.InvariantCulture) : value?.ToString());

    private void EndPlain()
    {
        if (plain.Length == 0)
            return;

        spans.Add(new PlainSpan(plain.ToString()));
        plain.Clear();
    }
}
