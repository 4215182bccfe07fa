using System.Collections.Frozen;

namespace IncidentBot.Changes.Suspicion;

/// <summary>Regions and platforms: where an incident is, and where a change went.</summary>
internal static class Places
{
    private static readonly string[] Directions =
        ["north", "south", "east", "west", "central", "northeast", "northwest", "southeast", "southwest"];

    // Words that name one place, by the place; those of one group exclude each other.
    private static readonly FrozenDictionary<string, (string Group, string Place)> Known = new[]
    {
        ("region", "eu", "eu europe european emea"), ("region", "us", "us usa america american"),
        ("region", "ap", "ap apac asia asian"), ("region", "sa", "latam"),
        ("country", "de", "de germany german"), ("country", "pl", "pl poland polish"), ("country", "fr", "france french"),
        ("country", "gb", "gb uk britain british"), ("country", "jp", "jp japan japanese"), ("country", "br", "brazil brazilian"),
        ("country", "nl", "nl netherlands dutch"), ("country", "in", "india indian"), ("country", "se", "sweden swedish"),
        ("country", "ch", "switzerland swiss"), ("country", "es", "spain spanish"), ("country", "it", "italy italian"),
        ("platform", "ios", "ios iphone ipad"), ("platform", "android", "android apk"), ("platform", "web", "browser"),
        ("platform", "windows", "windows"), ("platform", "mac", "macos osx"), ("platform", "linux", "linux"),
    }.SelectMany(group => group.Item3.Split(' ').Select(word => (word, (group.Item1, group.Item2))))
        .ToFrozenDictionary(one => one.word, one => one.Item2, StringComparer.Ordinal);

    /// <summary>The places that are named among these words, which may be whole identifiers or parts.</summary>
    public static IReadOnlyCollection<(string Group, string Place)> In(IEnumerable<string> keys)
    {
        var places = new HashSet<(string, string)>();
        foreach (var key in keys)
        {
            if (Known.TryGetValue(key, out var place))
                places.Add(place);
            else if (RegionIn(key) is { } region)
                places.Add(("region", region));
        }

        return places;
    }

    /// <summary>Whether a word is part of a place's name.</summary>
    public static bool IsPlace(string key) =>
        Known.ContainsKey(key) || RegionIn(key) is not null || Directions.Contains(key, StringComparer.Ordinal);

    /// <summary>Whether two places may be the same: <c>eu</c> and <c>eu-west-1</c> may, that and <c>eu-west-2</c> not.</summary>
    public static bool Meet(string one, string other) =>
        one == other || IsWithin(one, other) || IsWithin(other, one);

    private static bool IsWithin(string region, string area) =>
        area.Length == 2 && (region.StartsWith(area + "-", StringComparison.Ordinal)
            || (area == "eu" && region.StartsWith("europe-", StringComparison.Ordinal))
            || (area == "ap" && region.StartsWith("asia-", StringComparison.Ordinal)));

    // "production-eu-west-1" holds eu-west-1; "us-central1-a" and "europe-west1-b" are in the same form with the digit at the word.
    private static string? RegionIn(string key)
    {
        if (!key.Contains('-', StringComparison.Ordinal) || key.AsSpan().IndexOfAny("/.:_") >= 0)
            return null;

        var parts = key.Split('-');
        for (var i = 1; i < parts.Length; i++)
        {
            var direction = parts[i].TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
            if (!Directions.Contains(direction, StringComparer.Ordinal) || parts[i - 1].Length < 2)
                continue;

            var number = direction.Length < parts[i].Length ? "" : i + 1 < parts.Length ? "-" + parts[i + 1] : "";
            return $"{parts[i - 1]}-{parts[i]}{number}";
        }

        return null;
    }
}
