namespace IncidentBot.Simulator.Workspace;

/// <summary>
/// Gives out ids that look like Slack's: the start instant and a count, so that two runs never share an id in one database and
/// a run in virtual time always gives the same ones.
/// </summary>
internal sealed class IdSource(DateTimeOffset start)
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private readonly string run = Base36(start.ToUnixTimeMilliseconds());
    private long count;

    public string Next(string prefix) => prefix + run + Base36(++count).PadLeft(3, '0');

    /// <summary>A plain number, for ids that are numbers or carry one.</summary>
    public long NextNumber() => ++count;

    private static string Base36(long value)
    {
        Span<char> text = stackalloc char[13];
        var at = text.Length;
        do
        {
            text[--at] = Digits[(int)(value % 36)];
            value /= 36;
        } while (value > 0);
        return new string(text[at..]);
    }
}
