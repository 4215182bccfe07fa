using IncidentBot.Simulator.Workspace;

namespace IncidentBot.Simulator.WebApi;

/// <summary>What both the Web API and the control API act with.</summary>
internal sealed record SlackServices(
    SlackWorkspace Workspace, Conversations Conversations, Posts Posts, Views Views, Triggers Triggers, ResponseUrls ResponseUrls,
    Uploads Uploads);
