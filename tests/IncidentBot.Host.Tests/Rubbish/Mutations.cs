using System.Text;

namespace IncidentBot.Host.Tests.Rubbish;

/// <summary>Spoils bytes in the ways in which they get spoiled: by chance, by a broken program, by someone who tries.</summary>
internal sealed class Mutations(Random random, IReadOnlyList<byte[]> others)
{
    private static readonly byte[][] Nasty = [.. new[]
    {
        "null", "true", "-1", "1e999", "99999999999999999999999999", "-0", "0.1e-400", "{}", "[]", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udfff\\ud83d\"", "[[[[[[[[", "{\"a\":{\"a\":{\"a\":",
        "\\", "%", "%00", "%zz", "%ED%A0%80", "&&==", "&text=", "\u2028", "\u202e", "\ufeff", "\u0000", "<!channel>", "<@", "]]>", "';--", "INC-99999999999999", "9999999999999.999999", "0.000000", "-5.1", "253402300800.0",
    }.Select(Encoding.UTF8.GetBytes), [0xff, 0xfe], [0xc3, 0x28], [0xed, 0xa0, 0x80], [0xf8, 0x88, 0x80, 0x80, 0x80]];

    private static readonly byte[] Separators = [.. "{}[]\":,&=+%"u8];

    /// <summary>The bytes with one to four changes; what is too long afterwards is cut.</summary>
    public byte[] Apply(byte[] body)
    {
        var bytes = new List<byte>(body);
        for (var changes = 1 + random.Next(random.Next(4) + 1); changes > 0; changes--) Change(bytes);
        return [.. bytes.Take(60_000)];
    }

    private void Change(List<byte> bytes)
    {
        switch (random.Next(10))
        {
            case 0 when bytes.Count > 0:
                bytes[random.Next(bytes.Count)] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                Remove(bytes, Part(bytes, 32));
                break;
            case 2:
                bytes.InsertRange(random.Next(bytes.Count + 1), Enumerable.Range(0, 1 + random.Next(8)).Select(_ => (byte)random.Next(256)));
                break;
            case 3:
                var (begin, count) = Part(bytes, 400);
                bytes.InsertRange(begin, bytes.GetRange(begin, count));
                break;
            case 4 when random.Next(4) == 0:
                Remove(bytes, Part(bytes, int.MaxValue));
                break;
            case 5:
                Splice(bytes);
                break;
            case 6:
                SwapTokens(bytes);
                break;
            case 7:
                bytes.InsertRange(random.Next(bytes.Count + 1), Enumerable.Repeat(Nasty[random.Next(Nasty.Length)], random.Next(20) == 0 ? 1 + random.Next(300) : 1).SelectMany(nasty => nasty));
                break;
            default:
                ReplaceToken(bytes);
                break;
        }
    }

    private static void Remove(List<byte> bytes, (int From, int Length) part) => bytes.RemoveRange(part.From, part.Length);

    private void Splice(List<byte> bytes)
    {
        var other = others[random.Next(others.Count)].ToList();
        var (from, length) = Part(other, 600);
        bytes.InsertRange(random.Next(bytes.Count + 1), other.GetRange(from, length));
    }

    // What stands between two separators changes places with another: a key with a value, a text with a number.
    private void SwapTokens(List<byte> bytes)
    {
        var (one, oneLength) = Token(bytes);
        var (other, otherLength) = Token(bytes);
        if (one + oneLength > other) return;
        var (first, second) = (bytes.GetRange(one, oneLength), bytes.GetRange(other, otherLength));
        bytes.RemoveRange(other, otherLength);
        bytes.InsertRange(other, first);
        bytes.RemoveRange(one, oneLength);
        bytes.InsertRange(one, second);
    }

    private void ReplaceToken(List<byte> bytes)
    {
        var (from, length) = Token(bytes);
        bytes.RemoveRange(from, length);
        bytes.InsertRange(from, Nasty[random.Next(Nasty.Length)]);
    }

    private (int From, int Length) Token(List<byte> bytes)
    {
        var from = random.Next(bytes.Count + 1);
        while (from > 0 && !Separators.Contains(bytes[from - 1])) from--;
        var end = from;
        while (end < bytes.Count && !Separators.Contains(bytes[end])) end++;
        return (from, end - from);
    }

    private (int From, int Length) Part(List<byte> bytes, int most)
    {
        var from = random.Next(bytes.Count + 1);
        return (from, Math.Min(random.Next(most), bytes.Count - from));
    }
}
