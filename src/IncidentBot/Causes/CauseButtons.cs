using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Causes;

/// <summary>The buttons by which whys and factors grow.</summary>
internal static class CauseButtons
{
    /// <summary>What anyone can add.</summary>
    public static IReadOnlyList<Button> Add(CauseTree tree)
    {
        var value = IncidentButtons.Of(tree.Incident);
        List<Button> buttons =
        [
            new(CausesButtonIds.AddWhy, "Add a why", value, ButtonStyle.Primary), new(CausesButtonIds.AddFactor, "Add a factor", value),
        ];
        if (tree.Standing.Count > 0)
            buttons.Add(new Button(CausesButtonIds.AddEvidence, "Add evidence", value));
        return buttons;
    }

    /// <summary>What can be done about one of them.</summary>
    public static IReadOnlyList<Button> About(CauseTree tree, Cause cause)
    {
        var buttons = new List<Button>();
        if (Below(tree, cause) is { } below)
            buttons.Add(below);
        buttons.Add(
            new Button(
                CausesButtonIds.AddEvidence, "Add evidence", Value(tree, cause),
                Spoken: $"Add evidence to {CauseLines.InSentence(tree, cause)}"));
        buttons.Add(new Button(CausesButtonIds.Edit, "Edit", Value(tree, cause), Spoken: $"Edit {CauseLines.InSentence(tree, cause)}"));
        if (tree.IsLast(cause))
            buttons.Add(
                new Button(
                    CausesButtonIds.Withdraw, "Withdraw", Value(tree, cause), Spoken: $"Withdraw {CauseLines.InSentence(tree, cause)}"));
        return buttons;
    }

    /// <summary>Adds a why under a why, or a factor under a factor; null: its chain goes no deeper.</summary>
    public static Button? Below(CauseTree tree, Cause cause, ButtonStyle style = ButtonStyle.Plain) =>
        tree.DepthOf(cause) < CauseTree.Deepest
            ? new Button(
                cause.Kind == CauseKind.Why ? CausesButtonIds.AddWhy : CausesButtonIds.AddFactor,
                $"Add a {Words.Of(cause.Kind)} under it", Value(tree, cause), style,
                Spoken: $"Add a {Words.Of(cause.Kind)} under {CauseLines.InSentence(tree, cause)}")
            : null;

    private static string Value(CauseTree tree, Cause cause) =>
        IncidentButtons.Of(tree.Incident, cause.Number.ToString(CultureInfo.InvariantCulture));
}
