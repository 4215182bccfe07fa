namespace IncidentBot.Postmortem;

/// <summary>The buttons of the postmortem; the ids travel through the platform and come back, so they never change.</summary>
public static class PostmortemButtonIds
{
    /// <summary>Assembles the postmortem draft. Value: incident.</summary>
    public const string AssemblePostmortem = "assemble_postmortem";

    /// <summary>Uploads the postmortem draft into the channel. Value: incident.</summary>
    public const string ExportPostmortem = "export_postmortem";
}
