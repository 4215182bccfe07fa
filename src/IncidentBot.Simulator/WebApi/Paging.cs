using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.WebApi;

/// <summary>Cursor paging as all list methods of the Web API do it.</summary>
internal static class Paging
{
    /// <summary>The page that <c>cursor</c> and <c>limit</c> ask for, and the cursor of the next one, empty at the end.</summary>
    public static (List<T> Page, string Next) Take<T>(MethodArguments arguments, IReadOnlyList<T> all, int limit = 100, int max = 1000)
    {
        var size = arguments.Count("limit", limit, max);
        var start = Start(arguments.Text("cursor"));
        var page = all.Skip(start).Take(size).ToList();
        var next = start + page.Count < all.Count ? Encode(start + page.Count) : "";
        return (page, next);
    }

    public static JsonObject Metadata(string next) => new() { ["next_cursor"] = next };

    public static string EncodeText(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    public static string? DecodeText(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor)) return null;
        var bytes = new byte[cursor.Length];
        return Convert.TryFromBase64String(cursor, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : throw new SlackRefusal("invalid_cursor");
    }

    private static string Encode(int start) => EncodeText(string.Create(CultureInfo.InvariantCulture, $"next:{start}"));

    private static int Start(string? cursor)
    {
        if (DecodeText(cursor) is not { } text) return 0;
        return text.StartsWith("next:", StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            ? start
            : throw new SlackRefusal("invalid_cursor");
    }
}
