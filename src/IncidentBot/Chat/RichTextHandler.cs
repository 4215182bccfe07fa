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

    /// <summary>A formatted piece or a whole text, which keep their form; else plain words in no particular language's format.</summary>
    public void AppendFormatted<T>(T value, string? format = null)
    {
        if (value is Span span)
            Add(span);
        else if (value is RichText text)
            AddAll(text);
        else
            plain.Append(value is IFormattable number ? number.ToString(format, CultureInfo.InvariantCulture) : value?.ToString());
    }

    private void AddAll(RichText text)
    {
        foreach (var span in text.Spans)
            Add(span);
    }

    private void Add(Span span)
    {
        if (span is PlainSpan words)
        {
            plain.Append(words.Text);
            return;
        }

        EndPlain();
        spans.Add(span);
    }

    private void EndPlain()
    {
        if (plain.Length == 0)
            return;

        spans.Add(new PlainSpan(plain.ToString()));
        plain.Clear();
    }
}
