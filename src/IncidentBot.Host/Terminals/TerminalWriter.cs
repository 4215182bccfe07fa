using System.Text;

namespace IncidentBot.Host.Terminals;

/// <summary>Writes to a terminal without what <see cref="TerminalText"/> finds unsafe.</summary>
/// <param name="inner">The terminal.</param>
internal sealed class TerminalWriter(TextWriter inner) : TextWriter
{
    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc/>
    public override void Write(char value)
    {
        if (!TerminalText.IsUnsafe(value))
            inner.Write(value);
    }

    /// <inheritdoc/>
    public override void Write(string? value)
    {
        if (value is not null)
            inner.Write(TerminalText.Strip(value));
    }

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();

    /// <inheritdoc/>
    public override string ToString() => inner.ToString()!;
}
