# The portal with its embedded database, as an ordinary user. Keep /data on a volume: it holds the stories and the key file.
#   docker build -t empathy-ledger .
#   docker run -p 127.0.0.1:5080:5080 -v empathy-ledger:/data \
#     -e Portal__Address=https://stories.example.org -e Portal__TlsProxy=172.17.0.1 empathy-ledger
# A proxy that speaks https stands in front of it: Portal__TlsProxy is its address as the container sees it,
# Portal__Address the one that people use.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS sdk

FROM debian:13-slim AS build
COPY --from=sdk /usr/share/dotnet /usr/share/dotnet
RUN ln -s /usr/share/dotnet/dotnet /usr/bin/dotnet \
  && apt-get update -qq \
  && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends ca-certificates libicu76 libssl3t64 nodejs npm \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY Directory.Build.props Directory.Packages.props global.json BannedSymbols.txt .editorconfig ./
COPY EmpathyLedger.Core/EmpathyLedger.Core.csproj EmpathyLedger.Core/packages.lock.json EmpathyLedger.Core/
COPY EmpathyLedger.Web/EmpathyLedger.Web.csproj EmpathyLedger.Web/packages.lock.json EmpathyLedger.Web/
RUN dotnet restore EmpathyLedger.Web --locked-mode
COPY . .
RUN npm run libs && dotnet publish EmpathyLedger.Web -c Release --no-restore -o /portal

FROM mcr.microsoft.com/dotnet/aspnet:10.0 AS runtime

FROM debian:13-slim
COPY --from=runtime /usr/share/dotnet /usr/share/dotnet
# No cluster of the package's own: the portal makes one under /data.
RUN ln -s /usr/share/dotnet/dotnet /usr/bin/dotnet \
  && mkdir -p /etc/postgresql-common/createcluster.d \
  && echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.d/empathy-ledger.conf \
  && apt-get update -qq \
  && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    ca-certificates libicu76 libssl3t64 tzdata postgresql-17 postgresql-17-pgvector \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --system --uid 10001 --home-dir /data --create-home --shell /usr/sbin/nologin ledger \
  && chmod 700 /data
COPY --from=build /portal /portal
USER ledger
WORKDIR /portal
VOLUME /data
EXPOSE 5080
ENV Ledger__DataDirectory=/data Mail__PickupFolder=/data/mail ASPNETCORE_URLS=http://0.0.0.0:5080
STOPSIGNAL SIGTERM
ENTRYPOINT ["dotnet", "EmpathyLedger.Web.dll"]
