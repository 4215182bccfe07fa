using System.Text.Json.Nodes;

namespace IncidentBot.Simulator.BlockKit;

/// <summary>The rules that the blocks of a message obey together.</summary>
internal static class WholeRules
{
    /// <summary>
    /// What Slack says to a second table; it answers <c>invalid_attachments</c> then, since a table hangs below its message.
    /// </summary>
    public const string OneTable = "only_one_table_allowed";

    private const int MostCharts = 2;

    public static void Check(Findings findings, JsonArray blocks, string pointer)
    {
        var types = Elements.Nested(blocks).Select(block => block["type"]?.ToString()).ToList();
        if (types.Count(type => type is "table" or "data_table") > 1) findings.Add(pointer, OneTable);
        if (types.Count(type => type == "plan") > 1) findings.Add(pointer, "cannot have more than 1 plan block");
        if (types.Count(type => type == "data_visualization") > MostCharts)
            findings.Add(pointer, $"cannot have more than {MostCharts} data_visualization blocks");
    }
}
