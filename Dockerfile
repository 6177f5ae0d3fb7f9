# syntax=docker/dockerfile:1
# Amazon's own clients (AwsSdk=packages) go into production; see Dashboard/Aws/Sdk for what stands in where they cannot be restored.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
COPY global.json .editorconfig Directory.Build.props Directory.Packages.props ./
COPY Dashboard/Dashboard.csproj Dashboard/
RUN dotnet restore Dashboard --use-current-runtime -p:AwsSdk=packages
COPY Dashboard/ Dashboard/
RUN dotnet publish Dashboard -c Release --use-current-runtime -p:AwsSdk=packages --no-restore -o /app && mkdir /data

# "extra" carries ICU and the time zones that times are shown in; no shell, no package manager, not root.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra
WORKDIR /app
COPY --from=build /app .
COPY --from=build --chown=$APP_UID:$APP_UID /data /data
# Nothing is written outside /data, so the root file system can be read-only; the diagnostics socket would need /tmp.
ENV ASPNETCORE_HTTP_PORTS=8080 \
    DOTNET_EnableDiagnostics=0 \
    Store__Path=/data/dashboard.db
VOLUME /data
EXPOSE 8080
USER $APP_UID
ENTRYPOINT ["dotnet", "Dashboard.dll"]
