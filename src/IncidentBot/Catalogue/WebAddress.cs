namespace IncidentBot.Catalogue;

/// <summary>
/// An address in pieces whose parameters can be set while everything else stays letter by letter as it was written.
/// </summary>
/// <param name="Path">What stands before the question mark.</param>
/// <param name="Query">What stands behind it, without it; null: there is none.</param>
/// <param name="Fragment">What stands behind the number sign, without it; null: there is none.</param>
internal sealed record WebAddress(string Path, string? Query, string? Fragment)
{
    /// <summary>Takes an address apart.</summary>
    public static WebAddress Of(string text)
    {
        var (before, fragment) = Cut(text, '#');
        var (path, query) = Cut(before, '?');
        return new WebAddress(path, query, fragment);
    }

    /// <summary>The fragment as an address of its own, as pages have it that find their way themselves.</summary>
    public WebAddress Inner => new(Cut(Fragment ?? string.Empty, '?').Before, Cut(Fragment ?? string.Empty, '?').Behind, null);

    /// <summary>The same with another fragment.</summary>
    public WebAddress With(WebAddress inner) => this with { Fragment = inner.ToString() };

    /// <summary>The same with these parameters, each in the place of those of the same name.</summary>
    public WebAddress With(params IReadOnlyList<(string Name, string Value)> parameters) =>
        this with { Query = Set(Query, '&', parameters) };

    /// <summary>A parameter as it is written; null: there is none.</summary>
    public string? Raw(string name) =>
        Query?.Split('&').Where(pair => NameOf(pair) == name).Select(pair => Cut(pair, '=').Behind ?? string.Empty).FirstOrDefault();

    /// <summary>Sets parameters that are divided by this letter; the values are in their final form.</summary>
    public static string Set(string? pairs, char between, IReadOnlyList<(string Name, string Value)> parameters)
    {
        var kept = (pairs ?? string.Empty).Split(between, StringSplitOptions.RemoveEmptyEntries)
            .Where(pair => parameters.All(parameter => NameOf(pair) != parameter.Name));
        return string.Join(between, kept.Concat(parameters.Select(parameter => $"{parameter.Name}={parameter.Value}")));
    }

    /// <inheritdoc/>
    public override string ToString() => Path + (Query is null ? "" : "?" + Query) + (Fragment is null ? "" : "#" + Fragment);

    private static string NameOf(string pair) => Uri.UnescapeDataString(Cut(pair, '=').Before);

    private static (string Before, string? Behind) Cut(string text, char at)
    {
        var place = text.IndexOf(at, StringComparison.Ordinal);
        return place < 0 ? (text, null) : (text[..place], text[(place + 1)..]);
    }
}
