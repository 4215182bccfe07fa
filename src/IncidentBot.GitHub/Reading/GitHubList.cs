using System.Globalization;

namespace IncidentBot.GitHub.Reading;

/// <summary>A list of a repository.</summary>
/// <param name="Path">Where it is, below the repository.</param>
/// <param name="Of">What it holds, such as <c>deployments</c>.</param>
/// <param name="Needs">The permission to read it, such as <c>deployments</c>.</param>
/// <param name="MostPages">The most pages of 100 that are read.</param>
internal sealed record GitHubList(string Path, string Of, string Needs, int MostPages = Question.MostPages)
{
    /// <summary>What to say if it isn't there; null: then the repository isn't.</summary>
    public string? Missing { get; init; }

    /// <summary>Says that there is more than was read.</summary>
    public string TooLong(string repository) =>
        string.Create(CultureInfo.InvariantCulture, $"{repository} has more than {MostPages * 100} {Of} to look through, ")
            + $"so older ones may be missing{Advice}.";

    private string Advice => Of == "deployments" ? ": name the environments that count under Catalogue:Services" : "";
}

/// <summary>What was read of a list.</summary>
/// <param name="Items">The items, in the list's order.</param>
/// <param name="IsRefused">Whether it broke off because something was refused.</param>
internal sealed record Listed<T>(IReadOnlyList<T> Items, bool IsRefused);
