namespace IncidentBot.Monitoring.Charts;

/// <summary>
/// How lines are told apart: by colour and by dash, since one man in twelve sees some colours alike and pictures are printed in grey. The
/// colours are darkened ones of Okabe and Ito's, each with a contrast of 4 to 1 or more with the white ground.
/// </summary>
/// <param name="Colour">As #RRGGBB.</param>
/// <param name="Dash">Lengths of line and gap in turn; empty: an unbroken line.</param>
internal sealed record LineLook(string Colour, IReadOnlyList<float> Dash)
{
    /// <summary>What the picture stands on; its own, so that it's read alike on a light and on a dark page.</summary>
    public const string Ground = "#FFFFFF";

    /// <summary>Letters.</summary>
    public const string Ink = "#1D1C1D";

    /// <summary>Letters of less weight, axes.</summary>
    public const string PaleInk = "#5A5A5E";

    /// <summary>The lines of the grid, and the picture's border.</summary>
    public const string Grid = "#E3E3E6";

    /// <summary>Where the harm began.</summary>
    public const string Impact = "#B3001B";

    /// <summary>A change.</summary>
    public const string Change = "#4B4B8F";

    /// <summary>What was done against the harm.</summary>
    public const string Mitigation = "#00664E";

    /// <summary>Lines at an earlier time: short dashes, thin, in the colour of their line.</summary>
    public static IReadOnlyList<float> Earlier { get; } = [6, 5];

    /// <summary>Each line's own look, in their order.</summary>
    public static IReadOnlyList<LineLook> All { get; } =
    [
        new("#0065A4", []),
        new("#B84700", [16, 5]),
        new("#00795A", [10, 4, 2, 4]),
        new("#A33F79", [24, 4, 8, 4]),
        new("#3A3A3A", [8, 3, 2, 3, 2, 3]),
        new("#856100", [30, 4]),
    ];
}
