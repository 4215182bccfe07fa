using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Incidents;

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

    /// <summary>Adds a why under another one; null: its chain goes no deeper, or it is a factor.</summary>
    public static Button? Below(CauseTree tree, Cause cause, ButtonStyle style = ButtonStyle.Plain) =>
        cause.Kind == CauseKind.Why && tree.DepthOf(cause) < CauseTree.Deepest
            ? new Button(
                CausesButtonIds.AddWhy, "Add a why under it", Value(tree, cause), style,
                Spoken: $"Add a why under {CauseLines.InSentence(tree, cause)}")
            : null;

    private static string Value(CauseTree tree, Cause cause) =>
        IncidentButtons.Of(tree.Incident, cause.Number.ToString(CultureInfo.InvariantCulture));
}
