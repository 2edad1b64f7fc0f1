/** Made from schema/mist.schema.json by `npm run gen`; never edited. Checks a value against the schema; what it finds stands in `errors`. */
/* eslint-disable */
// @ts-nocheck: ajv wrote it
import ucs2length from 'ajv/dist/runtime/ucs2length.js'
import equal from 'ajv/dist/runtime/equal.js'
import { boundedPattern } from './bounded-pattern.js'
import { manifestSchema } from './manifest.gen.js'
import type { CompiledSchema } from './validate.js'

export const manifestCheck: CompiledSchema = validate10
const schema11 = manifestSchema;
const schema12 = {"description":"A path from the root of the repository that ends in .yaml or .yml; its last part may hold `*`.","type":"string","minLength":1,"maxLength":255,"pattern":"^(?!-)(?!.*\\.\\.)([A-Za-z0-9._@+~=-]+/)*[A-Za-z0-9._@+~=*-]*\\.ya?ml$"};
const schema13 = {"description":"A relative path inside the repository: letters, digits and `. _ - @ + ~ = /`, without `..` and outside of `.git`.","type":"string","minLength":1,"maxLength":255,"pattern":"^(?![/-])(?!.*//)(?!(.*/)?(\\.\\.|\\.git)(/|$))[A-Za-z0-9._/@+~=-]+$"};
const schema32 = {"description":"Lowercase letters, digits and hyphens, at most 40 characters, beginning and ending with a letter or digit.","type":"string","pattern":"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"};
const schema174 = {"title":"PolicySection","description":"What Mist may do on its own.","type":"object","additionalProperties":false,"properties":{"prune":{"description":"Remove containers, routes and networks that git no longer has. Volumes are never removed by this.","type":"boolean","default":true},"drift":{"description":"What happens when somebody changes the host by hand: `correct` puts it back, `report` only shows it.","enum":["correct","report"],"default":"correct"}}};
const func2 = Object.prototype.hasOwnProperty;
const func3 = boundedPattern;
const func4 = (ucs2length.default ?? ucs2length);
const pattern0 = func3("^x-", "u");
const pattern1 = func3("^(?!-)(?!.*\\.\\.)([A-Za-z0-9._@+~=-]+/)*[A-Za-z0-9._@+~=*-]*\\.ya?ml$", "u");
const pattern2 = func3("^(?![/-])(?!.*//)(?!(.*/)?(\\.\\.|\\.git)(/|$))[A-Za-z0-9._/@+~=-]+$", "u");
const pattern16 = func3("^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$", "u");
const schema14 = {"title":"Ingress","description":"How web apps are reached.","type":"object","additionalProperties":false,"properties":{"domain":{"description":"Web apps without domains get {project}-{app}.{domain}.","$ref":"#/definitions/host","default":"localhost","examples":["apps.example.com"]},"acme":{"$ref":"#/definitions/acme"}}};
const schema15 = {"description":"A host name alone, without scheme, port and path: lowercase labels of letters, digits and hyphens.","type":"string","maxLength":253,"pattern":"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"};
const schema16 = {"title":"Acme","description":"Certificates from an ACME server, Let's Encrypt unless the settings of the host name another. With this every host has HTTPS, and plain HTTP leads there; `localhost` and names below it have none.","type":"object","additionalProperties":false,"required":["email"],"properties":{"email":{"description":"Of the account: the server writes to it when something is wrong with a certificate.","type":"string","pattern":"^[A-Za-z0-9._+-]{1,64}@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$","maxLength":254,"examples":["ops@example.com"]},"dns":{"description":"Prove ownership by DNS-01 through this provider of Traefik, as wildcards need it; its credentials are in the settings of the host. Without it by HTTP-01.","type":"string","pattern":"^[a-z0-9]{2,40}$","examples":["cloudflare","hetzner"]}}};
const pattern3 = func3("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", "u");
const pattern4 = func3("^[A-Za-z0-9._+-]{1,64}@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$", "u");
const pattern5 = func3("^[a-z0-9]{2,40}$", "u");

function validate11(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((key0 === "domain") || (key0 === "acme"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema14,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.domain !== undefined){
let data0 = data.domain;
if(typeof data0 === "string"){
if(func4(data0) > 253){
const err1 = {instancePath:instancePath+"/domain",schemaPath:"#/definitions/host/maxLength",keyword:"maxLength",params:{limit: 253},message:"must NOT have more than 253 characters",schema:253,parentSchema:schema15,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(!pattern3.test(data0)){
const err2 = {instancePath:instancePath+"/domain",schemaPath:"#/definitions/host/pattern",keyword:"pattern",params:{pattern: "^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"},message:"must match pattern \""+"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"+"\"",schema:"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",parentSchema:schema15,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/domain",schemaPath:"#/definitions/host/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema15.type,parentSchema:schema15,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.acme !== undefined){
let data1 = data.acme;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.email === undefined){
const err4 = {instancePath:instancePath+"/acme",schemaPath:"#/definitions/acme/required",keyword:"required",params:{missingProperty: "email"},message:"must have required property '"+"email"+"'",schema:schema16.required,parentSchema:schema16,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key1 in data1){
if(!((key1 === "email") || (key1 === "dns"))){
const err5 = {instancePath:instancePath+"/acme",schemaPath:"#/definitions/acme/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema16,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data1.email !== undefined){
let data2 = data1.email;
if(typeof data2 === "string"){
if(func4(data2) > 254){
const err6 = {instancePath:instancePath+"/acme/email",schemaPath:"#/definitions/acme/properties/email/maxLength",keyword:"maxLength",params:{limit: 254},message:"must NOT have more than 254 characters",schema:254,parentSchema:schema16.properties.email,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(!pattern4.test(data2)){
const err7 = {instancePath:instancePath+"/acme/email",schemaPath:"#/definitions/acme/properties/email/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9._+-]{1,64}@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$"},message:"must match pattern \""+"^[A-Za-z0-9._+-]{1,64}@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$"+"\"",schema:"^[A-Za-z0-9._+-]{1,64}@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$",parentSchema:schema16.properties.email,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/acme/email",schemaPath:"#/definitions/acme/properties/email/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema16.properties.email.type,parentSchema:schema16.properties.email,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data1.dns !== undefined){
let data3 = data1.dns;
if(typeof data3 === "string"){
if(!pattern5.test(data3)){
const err9 = {instancePath:instancePath+"/acme/dns",schemaPath:"#/definitions/acme/properties/dns/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]{2,40}$"},message:"must match pattern \""+"^[a-z0-9]{2,40}$"+"\"",schema:"^[a-z0-9]{2,40}$",parentSchema:schema16.properties.dns,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/acme/dns",schemaPath:"#/definitions/acme/properties/dns/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema16.properties.dns.type,parentSchema:schema16.properties.dns,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/acme",schemaPath:"#/definitions/acme/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema16.type,parentSchema:schema16,data:data1};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema14.type,parentSchema:schema14,data};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
validate11.errors = vErrors;
return errors === 0;
}

const schema17 = {"title":"Defaults","description":"The lowest layer under every app.","type":"object","additionalProperties":false,"properties":{"restart":{"$ref":"#/definitions/restart"},"limits":{"$ref":"#/definitions/limits"},"logs":{"$ref":"#/definitions/logs"},"deploy":{"$ref":"#/definitions/deployDefaults"},"errorPage":{"$ref":"#/definitions/errorPage"}}};
const schema18 = {"description":"When the engine starts a container again by itself.","enum":["no","always","on-failure","unless-stopped"],"default":"unless-stopped"};
const schema19 = {"title":"Limits","description":"What one container may use. Changed in place, never by a restart.","type":"object","additionalProperties":false,"properties":{"cpus":{"description":"A number of cores, for example 0.5.","type":"number","exclusiveMinimum":0,"maximum":1024,"examples":[0.5]},"memory":{"description":"Bytes with a unit.","$ref":"#/definitions/size","examples":["512m"]},"pids":{"description":"Processes and threads.","type":"integer","minimum":1,"maximum":1000000,"default":512}}};
const schema20 = {"description":"A number with one of the units b, k, m, g or t, for example `512m`.","type":"string","pattern":"^[0-9]{1,9}(\\.[0-9]{1,3})?(b|k|m|g|t)$"};
const pattern6 = func3("^[0-9]{1,9}(\\.[0-9]{1,3})?(b|k|m|g|t)$", "u");

function validate14(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((key0 === "cpus") || (key0 === "memory")) || (key0 === "pids"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema19,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.cpus !== undefined){
let data0 = data.cpus;
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 1024 || isNaN(data0)){
const err1 = {instancePath:instancePath+"/cpus",schemaPath:"#/properties/cpus/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1024},message:"must be <= 1024",schema:1024,parentSchema:schema19.properties.cpus,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data0 <= 0 || isNaN(data0)){
const err2 = {instancePath:instancePath+"/cpus",schemaPath:"#/properties/cpus/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema19.properties.cpus,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/cpus",schemaPath:"#/properties/cpus/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema19.properties.cpus.type,parentSchema:schema19.properties.cpus,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.memory !== undefined){
let data1 = data.memory;
if(typeof data1 === "string"){
if(!pattern6.test(data1)){
const err4 = {instancePath:instancePath+"/memory",schemaPath:"#/definitions/size/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,9}(\\.[0-9]{1,3})?(b|k|m|g|t)$"},message:"must match pattern \""+"^[0-9]{1,9}(\\.[0-9]{1,3})?(b|k|m|g|t)$"+"\"",schema:"^[0-9]{1,9}(\\.[0-9]{1,3})?(b|k|m|g|t)$",parentSchema:schema20,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/memory",schemaPath:"#/definitions/size/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema20.type,parentSchema:schema20,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.pids !== undefined){
let data2 = data.pids;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err6 = {instancePath:instancePath+"/pids",schemaPath:"#/properties/pids/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema19.properties.pids.type,parentSchema:schema19.properties.pids,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 1000000 || isNaN(data2)){
const err7 = {instancePath:instancePath+"/pids",schemaPath:"#/properties/pids/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000},message:"must be <= 1000000",schema:1000000,parentSchema:schema19.properties.pids,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data2 < 1 || isNaN(data2)){
const err8 = {instancePath:instancePath+"/pids",schemaPath:"#/properties/pids/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema19.properties.pids,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
}
else {
const err9 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema19.type,parentSchema:schema19,data};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
validate14.errors = vErrors;
return errors === 0;
}

const schema21 = {"title":"Logs","description":"How much of its output the engine keeps for a container.","type":"object","additionalProperties":false,"properties":{"maxSize":{"description":"Size of one log file.","$ref":"#/definitions/size","default":"10m"},"maxFiles":{"description":"Number of log files.","type":"integer","minimum":1,"maximum":100,"default":3}}};

function validate16(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((key0 === "maxSize") || (key0 === "maxFiles"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema21,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.maxSize !== undefined){
let data0 = data.maxSize;
if(typeof data0 === "string"){
if(!pattern6.test(data0)){
const err1 = {instancePath:instancePath+"/maxSize",schemaPath:"#/definitions/size/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,9}(\\.[0-9]{1,3})?(b|k|m|g|t)$"},message:"must match pattern \""+"^[0-9]{1,9}(\\.[0-9]{1,3})?(b|k|m|g|t)$"+"\"",schema:"^[0-9]{1,9}(\\.[0-9]{1,3})?(b|k|m|g|t)$",parentSchema:schema20,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/maxSize",schemaPath:"#/definitions/size/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema20.type,parentSchema:schema20,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.maxFiles !== undefined){
let data1 = data.maxFiles;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err3 = {instancePath:instancePath+"/maxFiles",schemaPath:"#/properties/maxFiles/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema21.properties.maxFiles.type,parentSchema:schema21.properties.maxFiles,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 100 || isNaN(data1)){
const err4 = {instancePath:instancePath+"/maxFiles",schemaPath:"#/properties/maxFiles/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100",schema:100,parentSchema:schema21.properties.maxFiles,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data1 < 1 || isNaN(data1)){
const err5 = {instancePath:instancePath+"/maxFiles",schemaPath:"#/properties/maxFiles/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema21.properties.maxFiles,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
}
else {
const err6 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema21.type,parentSchema:schema21,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
validate16.errors = vErrors;
return errors === 0;
}

const schema23 = {"title":"DeployDefaults","description":"How new versions of all apps come out, where the app itself says nothing else.","type":"object","additionalProperties":false,"properties":{"strategy":{"description":"`rolling` starts the new containers beside the old ones, `recreate` stops the old ones first. Apps that publish a port of the host or write to a volume are always recreated.","enum":["rolling","recreate"],"default":"rolling"},"timeout":{"description":"How long a new container has to become ready, and `pre` to end.","$ref":"#/definitions/duration","default":"5m"},"window":{"description":"How long a new container has to stay ready before it gets requests.","$ref":"#/definitions/duration","default":"0s"},"drain":{"description":"How long the old containers still finish requests and connections once the proxy leads to the new ones. Long-lived connections such as WebSockets end with it.","$ref":"#/definitions/duration","default":"10s"},"stop":{"description":"How long a container gets between SIGTERM and SIGKILL, in whole seconds.","$ref":"#/definitions/duration","default":"10s"},"keep":{"description":"Of how many releases the image is kept, the newest one among them: with 3 there are two to go back to.","type":"integer","minimum":1,"maximum":100,"default":3}}};
const schema24 = {"description":"A number with one of the units ms, s, m or h, for example `30s`.","type":"string","pattern":"^[0-9]{1,6}(ms|s|m|h)$"};
const pattern8 = func3("^[0-9]{1,6}(ms|s|m|h)$", "u");

function validate18(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((key0 === "strategy") || (key0 === "timeout")) || (key0 === "window")) || (key0 === "drain")) || (key0 === "stop")) || (key0 === "keep"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema23,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.strategy !== undefined){
let data0 = data.strategy;
if(!((data0 === "rolling") || (data0 === "recreate"))){
const err1 = {instancePath:instancePath+"/strategy",schemaPath:"#/properties/strategy/enum",keyword:"enum",params:{allowedValues: schema23.properties.strategy.enum},message:"must be equal to one of the allowed values",schema:schema23.properties.strategy.enum,parentSchema:schema23.properties.strategy,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.timeout !== undefined){
let data1 = data.timeout;
if(typeof data1 === "string"){
if(!pattern8.test(data1)){
const err2 = {instancePath:instancePath+"/timeout",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,6}(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]{1,6}(ms|s|m|h)$"+"\"",schema:"^[0-9]{1,6}(ms|s|m|h)$",parentSchema:schema24,data:data1};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/timeout",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.type,parentSchema:schema24,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.window !== undefined){
let data2 = data.window;
if(typeof data2 === "string"){
if(!pattern8.test(data2)){
const err4 = {instancePath:instancePath+"/window",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,6}(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]{1,6}(ms|s|m|h)$"+"\"",schema:"^[0-9]{1,6}(ms|s|m|h)$",parentSchema:schema24,data:data2};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/window",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.type,parentSchema:schema24,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.drain !== undefined){
let data3 = data.drain;
if(typeof data3 === "string"){
if(!pattern8.test(data3)){
const err6 = {instancePath:instancePath+"/drain",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,6}(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]{1,6}(ms|s|m|h)$"+"\"",schema:"^[0-9]{1,6}(ms|s|m|h)$",parentSchema:schema24,data:data3};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/drain",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.type,parentSchema:schema24,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.stop !== undefined){
let data4 = data.stop;
if(typeof data4 === "string"){
if(!pattern8.test(data4)){
const err8 = {instancePath:instancePath+"/stop",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,6}(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]{1,6}(ms|s|m|h)$"+"\"",schema:"^[0-9]{1,6}(ms|s|m|h)$",parentSchema:schema24,data:data4};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/stop",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.type,parentSchema:schema24,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.keep !== undefined){
let data5 = data.keep;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
const err10 = {instancePath:instancePath+"/keep",schemaPath:"#/properties/keep/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema23.properties.keep.type,parentSchema:schema23.properties.keep,data:data5};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 100 || isNaN(data5)){
const err11 = {instancePath:instancePath+"/keep",schemaPath:"#/properties/keep/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100",schema:100,parentSchema:schema23.properties.keep,data:data5};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data5 < 1 || isNaN(data5)){
const err12 = {instancePath:instancePath+"/keep",schemaPath:"#/properties/keep/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema23.properties.keep,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
}
else {
const err13 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema23.type,parentSchema:schema23,data};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
validate18.errors = vErrors;
return errors === 0;
}

const schema28 = {"description":"What visitors get when the app is down: the answer of another app, with the status of the error. The name of that app, a map, or `false` for none. In `defaults` it holds for every web app but the one that it names.","if":{"type":"object"},"then":{"title":"ErrorPageMap","type":"object","additionalProperties":false,"required":["app"],"properties":{"app":{"description":"The app that answers.","$ref":"#/definitions/pageApp"},"path":{"$ref":"#/definitions/pagePath"},"status":{"description":"Which answers are replaced, whoever gave them: statuses from 400 to 599 and ranges of them, without 401.","type":"array","minItems":1,"maxItems":20,"items":{"description":"One status, or a range such as `502-504`.","if":{"type":"integer"},"then":{"description":"One status from 400 to 599, without 401.","type":"integer","minimum":400,"maximum":599},"else":{"description":"One status from 400 to 599, or two with a hyphen between them, such as `502-504`.","type":"string","pattern":"^[45][0-9]{2}-[45][0-9]{2}$"}},"default":["502-504"],"examples":[[404,"500-599"]]}}},"else":{"if":{"type":"boolean"},"then":{"description":"`false`, the name of an app, or a map.","enum":[false]},"else":{"$ref":"#/definitions/pageApp"}},"examples":["pages"]};
const schema29 = {"description":"The name of a web app of the same project, or `project/app` for one of another project. It is asked by the name of the host that the visitor asked for, and sees the headers of the request.","type":"string","maxLength":81,"pattern":"^([a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?/)?[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$","examples":["pages"]};
const schema30 = {"description":"What that app is asked for, with GET: a path beginning with a slash, of letters, digits and `. _ ~ - / ? = &`, without `..` or `//`. `{status}` stands for the status of the error, `{url}` for the path that the visitor asked for.","type":"string","maxLength":200,"pattern":"^(?!.*//)(?!.*\\.\\.)/([A-Za-z0-9._~/?=&-]|\\{status\\}|\\{url\\})*$","default":"/{status}.html"};
const pattern12 = func3("^([a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?/)?[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$", "u");
const pattern13 = func3("^(?!.*//)(?!.*\\.\\.)/([A-Za-z0-9._~/?=&-]|\\{status\\}|\\{url\\})*$", "u");
const pattern14 = func3("^[45][0-9]{2}-[45][0-9]{2}$", "u");

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs0 = errors;
let valid0 = true;
const _errs1 = errors;
if(!(data && typeof data == "object" && !Array.isArray(data))){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
var _valid0 = _errs1 === errors;
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.app === undefined){
const err1 = {instancePath,schemaPath:"#/then/required",keyword:"required",params:{missingProperty: "app"},message:"must have required property '"+"app"+"'",schema:schema28.then.required,parentSchema:schema28.then,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(((key0 === "app") || (key0 === "path")) || (key0 === "status"))){
const err2 = {instancePath,schemaPath:"#/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema28.then,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.app !== undefined){
let data0 = data.app;
if(typeof data0 === "string"){
if(func4(data0) > 81){
const err3 = {instancePath:instancePath+"/app",schemaPath:"#/definitions/pageApp/maxLength",keyword:"maxLength",params:{limit: 81},message:"must NOT have more than 81 characters",schema:81,parentSchema:schema29,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(!pattern12.test(data0)){
const err4 = {instancePath:instancePath+"/app",schemaPath:"#/definitions/pageApp/pattern",keyword:"pattern",params:{pattern: "^([a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?/)?[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"},message:"must match pattern \""+"^([a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?/)?[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"+"\"",schema:"^([a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?/)?[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$",parentSchema:schema29,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/app",schemaPath:"#/definitions/pageApp/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema29.type,parentSchema:schema29,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.path !== undefined){
let data1 = data.path;
if(typeof data1 === "string"){
if(func4(data1) > 200){
const err6 = {instancePath:instancePath+"/path",schemaPath:"#/definitions/pagePath/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema30,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(!pattern13.test(data1)){
const err7 = {instancePath:instancePath+"/path",schemaPath:"#/definitions/pagePath/pattern",keyword:"pattern",params:{pattern: "^(?!.*//)(?!.*\\.\\.)/([A-Za-z0-9._~/?=&-]|\\{status\\}|\\{url\\})*$"},message:"must match pattern \""+"^(?!.*//)(?!.*\\.\\.)/([A-Za-z0-9._~/?=&-]|\\{status\\}|\\{url\\})*$"+"\"",schema:"^(?!.*//)(?!.*\\.\\.)/([A-Za-z0-9._~/?=&-]|\\{status\\}|\\{url\\})*$",parentSchema:schema30,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/path",schemaPath:"#/definitions/pagePath/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema30.type,parentSchema:schema30,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.status !== undefined){
let data2 = data.status;
if(Array.isArray(data2)){
if(data2.length > 20){
const err9 = {instancePath:instancePath+"/status",schemaPath:"#/then/properties/status/maxItems",keyword:"maxItems",params:{limit: 20},message:"must NOT have more than 20 items",schema:20,parentSchema:schema28.then.properties.status,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data2.length < 1){
const err10 = {instancePath:instancePath+"/status",schemaPath:"#/then/properties/status/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema28.then.properties.status,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
const _errs15 = errors;
let valid6 = true;
const _errs16 = errors;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err11 = {};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
var _valid1 = _errs16 === errors;
errors = _errs15;
if(vErrors !== null){
if(_errs15){
vErrors.length = _errs15;
}
else {
vErrors = null;
}
}
let ifClause1;
if(_valid1){
const _errs18 = errors;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err12 = {instancePath:instancePath+"/status/" + i0,schemaPath:"#/then/properties/status/items/then/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema28.then.properties.status.items.then.type,parentSchema:schema28.then.properties.status.items.then,data:data3};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 599 || isNaN(data3)){
const err13 = {instancePath:instancePath+"/status/" + i0,schemaPath:"#/then/properties/status/items/then/maximum",keyword:"maximum",params:{comparison: "<=", limit: 599},message:"must be <= 599",schema:599,parentSchema:schema28.then.properties.status.items.then,data:data3};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data3 < 400 || isNaN(data3)){
const err14 = {instancePath:instancePath+"/status/" + i0,schemaPath:"#/then/properties/status/items/then/minimum",keyword:"minimum",params:{comparison: ">=", limit: 400},message:"must be >= 400",schema:400,parentSchema:schema28.then.properties.status.items.then,data:data3};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
var _valid1 = _errs18 === errors;
valid6 = _valid1;
ifClause1 = "then";
}
else {
const _errs20 = errors;
if(typeof data3 === "string"){
if(!pattern14.test(data3)){
const err15 = {instancePath:instancePath+"/status/" + i0,schemaPath:"#/then/properties/status/items/else/pattern",keyword:"pattern",params:{pattern: "^[45][0-9]{2}-[45][0-9]{2}$"},message:"must match pattern \""+"^[45][0-9]{2}-[45][0-9]{2}$"+"\"",schema:"^[45][0-9]{2}-[45][0-9]{2}$",parentSchema:schema28.then.properties.status.items.else,data:data3};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/status/" + i0,schemaPath:"#/then/properties/status/items/else/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema28.then.properties.status.items.else.type,parentSchema:schema28.then.properties.status.items.else,data:data3};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
var _valid1 = _errs20 === errors;
valid6 = _valid1;
ifClause1 = "else";
}
if(!valid6){
const err17 = {instancePath:instancePath+"/status/" + i0,schemaPath:"#/then/properties/status/items/if",keyword:"if",params:{failingKeyword: ifClause1},message:"must match \""+ifClause1+"\" schema",schema:schema28.then.properties.status.items.if,parentSchema:schema28.then.properties.status.items,data:data3};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
else {
const err18 = {instancePath:instancePath+"/status",schemaPath:"#/then/properties/status/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema28.then.properties.status.type,parentSchema:schema28.then.properties.status,data:data2};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath,schemaPath:"#/then/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema28.then.type,parentSchema:schema28.then,data};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
var _valid0 = _errs3 === errors;
valid0 = _valid0;
ifClause0 = "then";
}
else {
const _errs22 = errors;
const _errs23 = errors;
let valid7 = true;
const _errs24 = errors;
if(typeof data !== "boolean"){
const err20 = {};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
var _valid2 = _errs24 === errors;
errors = _errs23;
if(vErrors !== null){
if(_errs23){
vErrors.length = _errs23;
}
else {
vErrors = null;
}
}
let ifClause2;
if(_valid2){
const _errs26 = errors;
if(!(data === false)){
const err21 = {instancePath,schemaPath:"#/else/then/enum",keyword:"enum",params:{allowedValues: schema28.else.then.enum},message:"must be equal to one of the allowed values",schema:schema28.else.then.enum,parentSchema:schema28.else.then,data};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
var _valid2 = _errs26 === errors;
valid7 = _valid2;
ifClause2 = "then";
}
else {
const _errs27 = errors;
if(typeof data === "string"){
if(func4(data) > 81){
const err22 = {instancePath,schemaPath:"#/definitions/pageApp/maxLength",keyword:"maxLength",params:{limit: 81},message:"must NOT have more than 81 characters",schema:81,parentSchema:schema29,data};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(!pattern12.test(data)){
const err23 = {instancePath,schemaPath:"#/definitions/pageApp/pattern",keyword:"pattern",params:{pattern: "^([a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?/)?[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"},message:"must match pattern \""+"^([a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?/)?[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"+"\"",schema:"^([a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?/)?[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$",parentSchema:schema29,data};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath,schemaPath:"#/definitions/pageApp/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema29.type,parentSchema:schema29,data};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
var _valid2 = _errs27 === errors;
valid7 = _valid2;
ifClause2 = "else";
}
if(!valid7){
const err25 = {instancePath,schemaPath:"#/else/if",keyword:"if",params:{failingKeyword: ifClause2},message:"must match \""+ifClause2+"\" schema",schema:schema28.else.if,parentSchema:schema28.else,data};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
var _valid0 = _errs22 === errors;
valid0 = _valid0;
ifClause0 = "else";
}
if(!valid0){
const err26 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema28.if,parentSchema:schema28,data};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}


function validate13(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((((key0 === "restart") || (key0 === "limits")) || (key0 === "logs")) || (key0 === "deploy")) || (key0 === "errorPage"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema17,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.restart !== undefined){
let data0 = data.restart;
if(!((((data0 === "no") || (data0 === "always")) || (data0 === "on-failure")) || (data0 === "unless-stopped"))){
const err1 = {instancePath:instancePath+"/restart",schemaPath:"#/definitions/restart/enum",keyword:"enum",params:{allowedValues: schema18.enum},message:"must be equal to one of the allowed values",schema:schema18.enum,parentSchema:schema18,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.limits !== undefined){
if(!(validate14(data.limits, {instancePath:instancePath+"/limits",parentData:data,parentDataProperty:"limits",rootData}))){
vErrors = vErrors === null ? validate14.errors : vErrors.concat(validate14.errors);
errors = vErrors.length;
}
}
if(data.logs !== undefined){
if(!(validate16(data.logs, {instancePath:instancePath+"/logs",parentData:data,parentDataProperty:"logs",rootData}))){
vErrors = vErrors === null ? validate16.errors : vErrors.concat(validate16.errors);
errors = vErrors.length;
}
}
if(data.deploy !== undefined){
if(!(validate18(data.deploy, {instancePath:instancePath+"/deploy",parentData:data,parentDataProperty:"deploy",rootData}))){
vErrors = vErrors === null ? validate18.errors : vErrors.concat(validate18.errors);
errors = vErrors.length;
}
}
if(data.errorPage !== undefined){
if(!(validate20(data.errorPage, {instancePath:instancePath+"/errorPage",parentData:data,parentDataProperty:"errorPage",rootData}))){
vErrors = vErrors === null ? validate20.errors : vErrors.concat(validate20.errors);
errors = vErrors.length;
}
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema17.type,parentSchema:schema17,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate13.errors = vErrors;
return errors === 0;
}

const schema33 = {"if":{"type":"object","properties":{"extends":{}},"required":["extends"]},"then":{"title":"ExtendedTemplate","type":"object","additionalProperties":false,"required":["extends"],"properties":{"extends":{"description":"The template that this one is made from.","$ref":"#/definitions/name","examples":["postgres"]},"description":{"description":"What it is for, in one sentence.","$ref":"#/definitions/sentence"},"image":{"description":"Where the image comes from instead, for example a registry of your own. It must be the same software.","$ref":"#/definitions/imageName"},"version":{"description":"The version that is taken when `with` names none.","$ref":"#/definitions/version"},"limits":{"$ref":"#/definitions/limits"},"with":{"description":"Settings in place of those of the template; an app may still say otherwise.","$ref":"#/definitions/settings"}}},"else":{"$ref":"#/definitions/template"},"examples":[{"extends":"postgres","version":"16","limits":{"memory":"256m"}}]};
const schema35 = {"description":"One line of text.","type":"string","minLength":1,"maxLength":300,"pattern":"^[^\\u0000-\\u001f\\ud800-\\udfff]*$"};
const schema36 = {"description":"An image without a tag, in lower case, for example `postgres` or `registry.example.com/postgres`.","type":"string","minLength":1,"maxLength":200,"pattern":"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*(:[0-9]{1,5})?/)?[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*(/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*$"};
const schema37 = {"description":"A tag of the image, such as `17` or `17.2`.","type":["string","number"],"maxLength":128,"pattern":"^[A-Za-z0-9][A-Za-z0-9._-]*$"};
const pattern18 = func3("^[^\\u0000-\\u001f\\ud800-\\udfff]*$", "u");
const pattern19 = func3("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*(:[0-9]{1,5})?/)?[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*(/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*$", "u");
const pattern20 = func3("^[A-Za-z0-9][A-Za-z0-9._-]*$", "u");
const schema38 = {"type":"object","maxProperties":50,"propertyNames":{"$ref":"#/definitions/parameterName"},"additionalProperties":{"$ref":"#/definitions/setting"}};
const schema39 = {"description":"Letters and digits, beginning with a lowercase letter.","type":"string","maxLength":40,"pattern":"^[a-z][A-Za-z0-9]*$"};
const schema40 = {"description":"Text, a number or true/false.","type":["string","number","boolean"],"maxLength":1024,"pattern":"^[^\\u0000-\\u001f\\ud800-\\udfff]*$"};
const pattern21 = func3("^[a-z][A-Za-z0-9]*$", "u");

function validate25(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length > 50){
const err0 = {instancePath,schemaPath:"#/maxProperties",keyword:"maxProperties",params:{limit: 50},message:"must NOT have more than 50 properties",schema:50,parentSchema:schema38,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
const _errs1 = errors;
if(typeof key0 === "string"){
if(func4(key0) > 40){
const err1 = {instancePath,schemaPath:"#/definitions/parameterName/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters",schema:40,parentSchema:schema39,data:key0,propertyName:key0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(!pattern21.test(key0)){
const err2 = {instancePath,schemaPath:"#/definitions/parameterName/pattern",keyword:"pattern",params:{pattern: "^[a-z][A-Za-z0-9]*$"},message:"must match pattern \""+"^[a-z][A-Za-z0-9]*$"+"\"",schema:"^[a-z][A-Za-z0-9]*$",parentSchema:schema39,data:key0,propertyName:key0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath,schemaPath:"#/definitions/parameterName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.type,parentSchema:schema39,data:key0,propertyName:key0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
var valid0 = _errs1 === errors;
if(!valid0){
const err4 = {instancePath,schemaPath:"#/propertyNames",keyword:"propertyNames",params:{propertyName: key0},message:"property name must be valid",schema:schema38.propertyNames,parentSchema:schema38,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
for(const key1 in data){
let data0 = data[key1];
if(((typeof data0 !== "string") && (!((typeof data0 == "number") && (isFinite(data0))))) && (typeof data0 !== "boolean")){
const err5 = {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/setting/type",keyword:"type",params:{type: schema40.type},message:"must be string,number,boolean",schema:schema40.type,parentSchema:schema40,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(typeof data0 === "string"){
if(func4(data0) > 1024){
const err6 = {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/setting/maxLength",keyword:"maxLength",params:{limit: 1024},message:"must NOT have more than 1024 characters",schema:1024,parentSchema:schema40,data:data0};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(!pattern18.test(data0)){
const err7 = {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/setting/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\ud800-\\udfff]*$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\ud800-\\udfff]*$"+"\"",schema:"^[^\\u0000-\\u001f\\ud800-\\udfff]*$",parentSchema:schema40,data:data0};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
}
else {
const err8 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema38.type,parentSchema:schema38,data};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
validate25.errors = vErrors;
return errors === 0;
}

const schema41 = {"title":"Template","description":"A database, as data: its image and versions, how it is started and asked for its health, and what other apps may know of it.","type":"object","additionalProperties":false,"required":["description","image","version","versions","port","health","upgrade"],"properties":{"description":{"description":"What it is, in one sentence.","$ref":"#/definitions/sentence"},"image":{"description":"The image; the version is its tag.","$ref":"#/definitions/imageName"},"version":{"description":"The version that is taken when `with` names none.","$ref":"#/definitions/version"},"versions":{"description":"Lines of versions. `16` stands for 16.4 and 16-alpine as well. What one line wrote, another may not be able to read: see `upgrade`.","type":"object","minProperties":1,"maxProperties":50,"propertyNames":{"description":"The beginning of a tag, up to a dot or hyphen.","type":"string","maxLength":64,"pattern":"^[A-Za-z0-9][A-Za-z0-9._-]*$"},"additionalProperties":{"title":"TemplateVersion","type":"object","additionalProperties":false,"required":["volume"],"properties":{"volume":{"description":"Where the data lies in the container.","$ref":"#/definitions/containerPath","examples":["/var/lib/postgresql/data"]}}}},"upgrade":{"description":"Which line of versions can open data that another one wrote: `newer` every newer one, `never` none but the same line, `dump-restore` the same, and a backup can be restored by a newer one. An older one never can.","enum":["never","newer","dump-restore"]},"port":{"description":"The port it listens on.","$ref":"#/definitions/port"},"env":{"description":"Environment of the container. A variable whose value has no setting is left out.","type":"object","maxProperties":100,"propertyNames":{"$ref":"#/definitions/envName"},"additionalProperties":{"$ref":"#/definitions/templateValue"}},"command":{"description":"Arguments for the entrypoint of the image. A list within the list is left out as a whole while one of its values has no setting.","type":"array","minItems":1,"maxItems":100,"items":{"if":{"type":"array"},"then":{"type":"array","minItems":1,"maxItems":20,"items":{"$ref":"#/definitions/templateValue"}},"else":{"$ref":"#/definitions/templateValue"}}},"health":{"description":"Run inside the container, without a shell; exit code 0 is healthy.","type":"array","minItems":1,"maxItems":50,"items":{"$ref":"#/definitions/templateValue"}},"healthEvery":{"description":"Time between two of them; the first comes after as long.","$ref":"#/definitions/duration","default":"5s"},"outputs":{"description":"What other apps may refer to with `{from: app.output}`, beside host and port.","type":"object","maxProperties":50,"propertyNames":{"$ref":"#/definitions/parameterName"},"additionalProperties":{"$ref":"#/definitions/templateValue"}},"parameters":{"description":"What `with` may set.","type":"object","maxProperties":50,"propertyNames":{"$ref":"#/definitions/parameterName"},"additionalProperties":{"$ref":"#/definitions/parameter"}},"files":{"description":"Files that are mounted for reading, by their path in the container. One may hold a password, where a program takes it in no other way.","type":"object","maxProperties":20,"propertyNames":{"$ref":"#/definitions/containerPath"},"additionalProperties":{"$ref":"#/definitions/templateFile"}},"passwords":{"description":"Who knows the passwords: `data`, where the server keeps them in its data and they have to be changed there; `start`, where it is told anew with every start.","enum":["data","start"],"default":"data"},"contents":{"$ref":"#/definitions/templateContents"},"limits":{"description":"Recommended; the app may say otherwise.","$ref":"#/definitions/limits"},"startup":{"description":"How long it may take to become healthy, after a crash or with much data.","$ref":"#/definitions/duration","default":"10m"},"stop":{"description":"How long it gets between SIGTERM and SIGKILL.","$ref":"#/definitions/duration","default":"1m"},"backup":{"description":"How the server is asked for all that it holds, and how it takes it back. Without it an app with this template cannot have `backup`.","$ref":"#/definitions/recipe"}}};
const schema45 = {"description":"An absolute path of letters, digits and `. _ - @ + ~ = /`, without `..` or `//`.","type":"string","pattern":"^(?!.*//)(?!.*/\\.{1,2}(/|$))/[A-Za-z0-9._/@+~=-]+$","maxLength":255};
const schema46 = {"description":"A whole number from 1 to 65535.","type":"integer","minimum":1,"maximum":65535};
const schema47 = {"description":"Letters, digits and underscores, not beginning with a digit.","type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_]*$","maxLength":200};
const pattern27 = func3("^(?!.*//)(?!.*/\\.{1,2}(/|$))/[A-Za-z0-9._/@+~=-]+$", "u");
const pattern28 = func3("^[A-Za-z_][A-Za-z0-9_]*$", "u");
const schema48 = {"description":"A text, or one of: `{value: name}` for a setting, `password`, `host`, `port` or `version`; `{passwordOf: user}`; `{join: [...]}`; `{url: ...}`.","if":{"type":"object"},"then":{"title":"TemplateValueMap","type":"object","additionalProperties":false,"properties":{"value":{"description":"The value of a parameter, or `password` of the user, `host`, `port` or `version`.","$ref":"#/definitions/parameterName"},"passwordOf":{"description":"The password of a user with this fixed name.","type":"string","maxLength":63,"pattern":"^[a-z][a-z0-9_-]*$"},"join":{"description":"Parts put together.","type":"array","minItems":1,"maxItems":20,"items":{"$ref":"#/definitions/templateValue"}},"url":{"title":"TemplateUrl","description":"An address at the host and port of the database. Everything in it is encoded as an address needs it.","type":"object","additionalProperties":false,"required":["scheme"],"properties":{"scheme":{"description":"Lowercase letters, digits and `+ . -`.","type":"string","maxLength":20,"pattern":"^[a-z][a-z0-9+.-]*$"},"user":{"$ref":"#/definitions/templateValue"},"password":{"$ref":"#/definitions/templateValue"},"path":{"$ref":"#/definitions/templateValue"},"query":{"description":"What stands behind the question mark, as it is.","type":"string","maxLength":200,"pattern":"^[A-Za-z0-9._~=&-]*$"}}}}},"else":{"description":"Text, a number or true/false.","type":["string","number","boolean"],"maxLength":1024,"pattern":"^[^\\u0000-\\u001f\\ud800-\\udfff]*$"}};
const pattern30 = func3("^[a-z][a-z0-9_-]*$", "u");
const pattern31 = func3("^[a-z][a-z0-9+.-]*$", "u");
const pattern32 = func3("^[A-Za-z0-9._~=&-]*$", "u");
const wrapper0 = {validate: validate28};

function validate28(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs0 = errors;
let valid0 = true;
const _errs1 = errors;
if(!(data && typeof data == "object" && !Array.isArray(data))){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
var _valid0 = _errs1 === errors;
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((key0 === "value") || (key0 === "passwordOf")) || (key0 === "join")) || (key0 === "url"))){
const err1 = {instancePath,schemaPath:"#/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema48.then,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.value !== undefined){
let data0 = data.value;
if(typeof data0 === "string"){
if(func4(data0) > 40){
const err2 = {instancePath:instancePath+"/value",schemaPath:"#/definitions/parameterName/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters",schema:40,parentSchema:schema39,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(!pattern21.test(data0)){
const err3 = {instancePath:instancePath+"/value",schemaPath:"#/definitions/parameterName/pattern",keyword:"pattern",params:{pattern: "^[a-z][A-Za-z0-9]*$"},message:"must match pattern \""+"^[a-z][A-Za-z0-9]*$"+"\"",schema:"^[a-z][A-Za-z0-9]*$",parentSchema:schema39,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/value",schemaPath:"#/definitions/parameterName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.type,parentSchema:schema39,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.passwordOf !== undefined){
let data1 = data.passwordOf;
if(typeof data1 === "string"){
if(func4(data1) > 63){
const err5 = {instancePath:instancePath+"/passwordOf",schemaPath:"#/then/properties/passwordOf/maxLength",keyword:"maxLength",params:{limit: 63},message:"must NOT have more than 63 characters",schema:63,parentSchema:schema48.then.properties.passwordOf,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(!pattern30.test(data1)){
const err6 = {instancePath:instancePath+"/passwordOf",schemaPath:"#/then/properties/passwordOf/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9_-]*$"},message:"must match pattern \""+"^[a-z][a-z0-9_-]*$"+"\"",schema:"^[a-z][a-z0-9_-]*$",parentSchema:schema48.then.properties.passwordOf,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/passwordOf",schemaPath:"#/then/properties/passwordOf/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema48.then.properties.passwordOf.type,parentSchema:schema48.then.properties.passwordOf,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.join !== undefined){
let data2 = data.join;
if(Array.isArray(data2)){
if(data2.length > 20){
const err8 = {instancePath:instancePath+"/join",schemaPath:"#/then/properties/join/maxItems",keyword:"maxItems",params:{limit: 20},message:"must NOT have more than 20 items",schema:20,parentSchema:schema48.then.properties.join,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data2.length < 1){
const err9 = {instancePath:instancePath+"/join",schemaPath:"#/then/properties/join/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema48.then.properties.join,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
if(!(wrapper0.validate(data2[i0], {instancePath:instancePath+"/join/" + i0,parentData:data2,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? wrapper0.validate.errors : vErrors.concat(wrapper0.validate.errors);
errors = vErrors.length;
}
}
}
else {
const err10 = {instancePath:instancePath+"/join",schemaPath:"#/then/properties/join/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema48.then.properties.join.type,parentSchema:schema48.then.properties.join,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.url !== undefined){
let data4 = data.url;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(data4.scheme === undefined){
const err11 = {instancePath:instancePath+"/url",schemaPath:"#/then/properties/url/required",keyword:"required",params:{missingProperty: "scheme"},message:"must have required property '"+"scheme"+"'",schema:schema48.then.properties.url.required,parentSchema:schema48.then.properties.url,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
for(const key1 in data4){
if(!(((((key1 === "scheme") || (key1 === "user")) || (key1 === "password")) || (key1 === "path")) || (key1 === "query"))){
const err12 = {instancePath:instancePath+"/url",schemaPath:"#/then/properties/url/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema48.then.properties.url,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data4.scheme !== undefined){
let data5 = data4.scheme;
if(typeof data5 === "string"){
if(func4(data5) > 20){
const err13 = {instancePath:instancePath+"/url/scheme",schemaPath:"#/then/properties/url/properties/scheme/maxLength",keyword:"maxLength",params:{limit: 20},message:"must NOT have more than 20 characters",schema:20,parentSchema:schema48.then.properties.url.properties.scheme,data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(!pattern31.test(data5)){
const err14 = {instancePath:instancePath+"/url/scheme",schemaPath:"#/then/properties/url/properties/scheme/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9+.-]*$"},message:"must match pattern \""+"^[a-z][a-z0-9+.-]*$"+"\"",schema:"^[a-z][a-z0-9+.-]*$",parentSchema:schema48.then.properties.url.properties.scheme,data:data5};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/url/scheme",schemaPath:"#/then/properties/url/properties/scheme/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema48.then.properties.url.properties.scheme.type,parentSchema:schema48.then.properties.url.properties.scheme,data:data5};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data4.user !== undefined){
if(!(wrapper0.validate(data4.user, {instancePath:instancePath+"/url/user",parentData:data4,parentDataProperty:"user",rootData}))){
vErrors = vErrors === null ? wrapper0.validate.errors : vErrors.concat(wrapper0.validate.errors);
errors = vErrors.length;
}
}
if(data4.password !== undefined){
if(!(wrapper0.validate(data4.password, {instancePath:instancePath+"/url/password",parentData:data4,parentDataProperty:"password",rootData}))){
vErrors = vErrors === null ? wrapper0.validate.errors : vErrors.concat(wrapper0.validate.errors);
errors = vErrors.length;
}
}
if(data4.path !== undefined){
if(!(wrapper0.validate(data4.path, {instancePath:instancePath+"/url/path",parentData:data4,parentDataProperty:"path",rootData}))){
vErrors = vErrors === null ? wrapper0.validate.errors : vErrors.concat(wrapper0.validate.errors);
errors = vErrors.length;
}
}
if(data4.query !== undefined){
let data9 = data4.query;
if(typeof data9 === "string"){
if(func4(data9) > 200){
const err16 = {instancePath:instancePath+"/url/query",schemaPath:"#/then/properties/url/properties/query/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema48.then.properties.url.properties.query,data:data9};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(!pattern32.test(data9)){
const err17 = {instancePath:instancePath+"/url/query",schemaPath:"#/then/properties/url/properties/query/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9._~=&-]*$"},message:"must match pattern \""+"^[A-Za-z0-9._~=&-]*$"+"\"",schema:"^[A-Za-z0-9._~=&-]*$",parentSchema:schema48.then.properties.url.properties.query,data:data9};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/url/query",schemaPath:"#/then/properties/url/properties/query/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema48.then.properties.url.properties.query.type,parentSchema:schema48.then.properties.url.properties.query,data:data9};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/url",schemaPath:"#/then/properties/url/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema48.then.properties.url.type,parentSchema:schema48.then.properties.url,data:data4};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath,schemaPath:"#/then/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema48.then.type,parentSchema:schema48.then,data};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
var _valid0 = _errs3 === errors;
valid0 = _valid0;
ifClause0 = "then";
}
else {
const _errs24 = errors;
if(((typeof data !== "string") && (!((typeof data == "number") && (isFinite(data))))) && (typeof data !== "boolean")){
const err21 = {instancePath,schemaPath:"#/else/type",keyword:"type",params:{type: schema48.else.type},message:"must be string,number,boolean",schema:schema48.else.type,parentSchema:schema48.else,data};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(typeof data === "string"){
if(func4(data) > 1024){
const err22 = {instancePath,schemaPath:"#/else/maxLength",keyword:"maxLength",params:{limit: 1024},message:"must NOT have more than 1024 characters",schema:1024,parentSchema:schema48.else,data};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(!pattern18.test(data)){
const err23 = {instancePath,schemaPath:"#/else/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\ud800-\\udfff]*$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\ud800-\\udfff]*$"+"\"",schema:"^[^\\u0000-\\u001f\\ud800-\\udfff]*$",parentSchema:schema48.else,data};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
var _valid0 = _errs24 === errors;
valid0 = _valid0;
ifClause0 = "else";
}
if(!valid0){
const err24 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema48.if,parentSchema:schema48,data};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
validate28.errors = vErrors;
return errors === 0;
}

const schema53 = {"title":"TemplateParameter","type":"object","additionalProperties":false,"required":["description"],"properties":{"description":{"description":"What it sets. It is the help of every diagnostic.","$ref":"#/definitions/sentence"},"type":{"description":"What a value must be.","enum":["string","integer","boolean"],"default":"string"},"enum":{"description":"The values that are allowed.","type":"array","minItems":1,"maxItems":50,"items":{"$ref":"#/definitions/setting"}},"minimum":{"description":"The smallest number.","type":"integer"},"maximum":{"description":"The largest number.","type":"integer"},"default":{"description":"Taken when nothing is said. Without it the parameter may be left out.","$ref":"#/definitions/setting"},"fixed":{"description":"It counts only when the data is first made. A later change of it is refused, since it would change what apps are told and not the data.","type":"boolean","default":false}}};

function validate34(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.description === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "description"},message:"must have required property '"+"description"+"'",schema:schema53.required,parentSchema:schema53,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(((((((key0 === "description") || (key0 === "type")) || (key0 === "enum")) || (key0 === "minimum")) || (key0 === "maximum")) || (key0 === "default")) || (key0 === "fixed"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema53,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.description !== undefined){
let data0 = data.description;
if(typeof data0 === "string"){
if(func4(data0) > 300){
const err2 = {instancePath:instancePath+"/description",schemaPath:"#/definitions/sentence/maxLength",keyword:"maxLength",params:{limit: 300},message:"must NOT have more than 300 characters",schema:300,parentSchema:schema35,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(func4(data0) < 1){
const err3 = {instancePath:instancePath+"/description",schemaPath:"#/definitions/sentence/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema35,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(!pattern18.test(data0)){
const err4 = {instancePath:instancePath+"/description",schemaPath:"#/definitions/sentence/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\ud800-\\udfff]*$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\ud800-\\udfff]*$"+"\"",schema:"^[^\\u0000-\\u001f\\ud800-\\udfff]*$",parentSchema:schema35,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/description",schemaPath:"#/definitions/sentence/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.type,parentSchema:schema35,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.type !== undefined){
let data1 = data.type;
if(!(((data1 === "string") || (data1 === "integer")) || (data1 === "boolean"))){
const err6 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/enum",keyword:"enum",params:{allowedValues: schema53.properties.type.enum},message:"must be equal to one of the allowed values",schema:schema53.properties.type.enum,parentSchema:schema53.properties.type,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.enum !== undefined){
let data2 = data.enum;
if(Array.isArray(data2)){
if(data2.length > 50){
const err7 = {instancePath:instancePath+"/enum",schemaPath:"#/properties/enum/maxItems",keyword:"maxItems",params:{limit: 50},message:"must NOT have more than 50 items",schema:50,parentSchema:schema53.properties.enum,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data2.length < 1){
const err8 = {instancePath:instancePath+"/enum",schemaPath:"#/properties/enum/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema53.properties.enum,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(((typeof data3 !== "string") && (!((typeof data3 == "number") && (isFinite(data3))))) && (typeof data3 !== "boolean")){
const err9 = {instancePath:instancePath+"/enum/" + i0,schemaPath:"#/definitions/setting/type",keyword:"type",params:{type: schema40.type},message:"must be string,number,boolean",schema:schema40.type,parentSchema:schema40,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(typeof data3 === "string"){
if(func4(data3) > 1024){
const err10 = {instancePath:instancePath+"/enum/" + i0,schemaPath:"#/definitions/setting/maxLength",keyword:"maxLength",params:{limit: 1024},message:"must NOT have more than 1024 characters",schema:1024,parentSchema:schema40,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(!pattern18.test(data3)){
const err11 = {instancePath:instancePath+"/enum/" + i0,schemaPath:"#/definitions/setting/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\ud800-\\udfff]*$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\ud800-\\udfff]*$"+"\"",schema:"^[^\\u0000-\\u001f\\ud800-\\udfff]*$",parentSchema:schema40,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
}
else {
const err12 = {instancePath:instancePath+"/enum",schemaPath:"#/properties/enum/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema53.properties.enum.type,parentSchema:schema53.properties.enum,data:data2};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.minimum !== undefined){
let data4 = data.minimum;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err13 = {instancePath:instancePath+"/minimum",schemaPath:"#/properties/minimum/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema53.properties.minimum.type,parentSchema:schema53.properties.minimum,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.maximum !== undefined){
let data5 = data.maximum;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
const err14 = {instancePath:instancePath+"/maximum",schemaPath:"#/properties/maximum/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema53.properties.maximum.type,parentSchema:schema53.properties.maximum,data:data5};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.default !== undefined){
let data6 = data.default;
if(((typeof data6 !== "string") && (!((typeof data6 == "number") && (isFinite(data6))))) && (typeof data6 !== "boolean")){
const err15 = {instancePath:instancePath+"/default",schemaPath:"#/definitions/setting/type",keyword:"type",params:{type: schema40.type},message:"must be string,number,boolean",schema:schema40.type,parentSchema:schema40,data:data6};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(typeof data6 === "string"){
if(func4(data6) > 1024){
const err16 = {instancePath:instancePath+"/default",schemaPath:"#/definitions/setting/maxLength",keyword:"maxLength",params:{limit: 1024},message:"must NOT have more than 1024 characters",schema:1024,parentSchema:schema40,data:data6};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(!pattern18.test(data6)){
const err17 = {instancePath:instancePath+"/default",schemaPath:"#/definitions/setting/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\ud800-\\udfff]*$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\ud800-\\udfff]*$"+"\"",schema:"^[^\\u0000-\\u001f\\ud800-\\udfff]*$",parentSchema:schema40,data:data6};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
if(data.fixed !== undefined){
let data7 = data.fixed;
if(typeof data7 !== "boolean"){
const err18 = {instancePath:instancePath+"/fixed",schemaPath:"#/properties/fixed/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema53.properties.fixed.type,parentSchema:schema53.properties.fixed,data:data7};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema53.type,parentSchema:schema53,data};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
validate34.errors = vErrors;
return errors === 0;
}

const schema58 = {"title":"TemplateFile","description":"The lines of a file. A line whose value has no setting is left out.","type":"array","minItems":1,"maxItems":100,"items":{"$ref":"#/definitions/templateValue"}};

function validate36(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(Array.isArray(data)){
if(data.length > 100){
const err0 = {instancePath,schemaPath:"#/maxItems",keyword:"maxItems",params:{limit: 100},message:"must NOT have more than 100 items",schema:100,parentSchema:schema58,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.length < 1){
const err1 = {instancePath,schemaPath:"#/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema58,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
if(!(validate28(data[i0], {instancePath:instancePath+"/" + i0,parentData:data,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
errors = vErrors.length;
}
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema58.type,parentSchema:schema58,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate36.errors = vErrors;
return errors === 0;
}

const schema59 = {"title":"TemplateContents","description":"How passwords, users, databases, virtual hosts and extensions are put into the running server. In each statement `{value: name}` is the user, database, virtual host or extension that it is about, `{value: pattern}` the same with `\\_` for an underscore, `{value: owner}` who it is for, and `{value: secret}` the password. Names hold nothing that a statement would have to escape.","type":"object","additionalProperties":false,"required":["admin","ping","login","password"],"properties":{"admin":{"title":"TemplateAdmin","description":"The client that takes statements on its stdin, as the user that may do everything. Exit code 0 says that all went well.","type":"object","additionalProperties":false,"required":["user","command"],"properties":{"user":{"description":"Its name. A user other than the one of the settings has a password of its own.","$ref":"#/definitions/templateValue"},"command":{"$ref":"#/definitions/templateWords"},"env":{"$ref":"#/definitions/templateEnv"},"begin":{"description":"What stands before the statements each time, such as a login: `{value: name}` and `{value: secret}` are the administrator and its password.","$ref":"#/definitions/templateStatement"},"end":{"description":"What stands behind them each time.","$ref":"#/definitions/templateStatement"},"password":{"description":"What gives the administrator another password, as the last of all. Not needed for the user of the settings where the client asks for no password.","$ref":"#/definitions/templateStatement"}}},"ping":{"description":"A statement that does nothing.","$ref":"#/definitions/templateStatement"},"login":{"title":"TemplateLogin","description":"Logs in as `{value: name}` in the way that apps do; exit code 0 says that the password works.","type":"object","additionalProperties":false,"required":["command"],"properties":{"command":{"$ref":"#/definitions/templateWords"},"env":{"$ref":"#/definitions/templateEnv"},"stdin":{"$ref":"#/definitions/templateStatement"}}},"password":{"description":"Gives a user that is there another password.","$ref":"#/definitions/templateStatement"},"database":{"description":"Makes a database that is missing. With it `databases` may stand in `with`.","$ref":"#/definitions/templateStatement"},"vhost":{"description":"Makes a virtual host that is missing. With it `vhosts` may stand in `with`.","$ref":"#/definitions/templateStatement"},"user":{"description":"Makes a user that is missing, with its password.","$ref":"#/definitions/templateStatement"},"owner":{"description":"Lets the user `{value: owner}` do everything in the database or virtual host `{value: name}`.","$ref":"#/definitions/templateStatement"},"extension":{"description":"Makes an extension that is missing.","$ref":"#/definitions/templateStatement"}}};
const schema60 = {"description":"Run inside of the container, without a shell. No password may stand in it.","type":"array","minItems":1,"maxItems":50,"items":{"$ref":"#/definitions/templateValue"}};

function validate41(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(Array.isArray(data)){
if(data.length > 50){
const err0 = {instancePath,schemaPath:"#/maxItems",keyword:"maxItems",params:{limit: 50},message:"must NOT have more than 50 items",schema:50,parentSchema:schema60,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.length < 1){
const err1 = {instancePath,schemaPath:"#/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema60,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
if(!(validate28(data[i0], {instancePath:instancePath+"/" + i0,parentData:data,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
errors = vErrors.length;
}
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema60.type,parentSchema:schema60,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate41.errors = vErrors;
return errors === 0;
}

const schema61 = {"description":"Environment of the command, beside that of the container.","type":"object","maxProperties":20,"propertyNames":{"$ref":"#/definitions/envName"},"additionalProperties":{"$ref":"#/definitions/templateValue"}};

function validate44(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length > 20){
const err0 = {instancePath,schemaPath:"#/maxProperties",keyword:"maxProperties",params:{limit: 20},message:"must NOT have more than 20 properties",schema:20,parentSchema:schema61,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
const _errs1 = errors;
if(typeof key0 === "string"){
if(func4(key0) > 200){
const err1 = {instancePath,schemaPath:"#/definitions/envName/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema47,data:key0,propertyName:key0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(!pattern28.test(key0)){
const err2 = {instancePath,schemaPath:"#/definitions/envName/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\"",schema:"^[A-Za-z_][A-Za-z0-9_]*$",parentSchema:schema47,data:key0,propertyName:key0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath,schemaPath:"#/definitions/envName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema47.type,parentSchema:schema47,data:key0,propertyName:key0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
var valid0 = _errs1 === errors;
if(!valid0){
const err4 = {instancePath,schemaPath:"#/propertyNames",keyword:"propertyNames",params:{propertyName: key0},message:"property name must be valid",schema:schema61.propertyNames,parentSchema:schema61,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
for(const key1 in data){
if(!(validate28(data[key1], {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data,parentDataProperty:key1,rootData}))){
vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
errors = vErrors.length;
}
}
}
else {
const err5 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema61.type,parentSchema:schema61,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
validate44.errors = vErrors;
return errors === 0;
}

const schema63 = {"description":"Lines for the stdin of the client.","type":"array","minItems":1,"maxItems":20,"items":{"$ref":"#/definitions/templateValue"}};

function validate47(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(Array.isArray(data)){
if(data.length > 20){
const err0 = {instancePath,schemaPath:"#/maxItems",keyword:"maxItems",params:{limit: 20},message:"must NOT have more than 20 items",schema:20,parentSchema:schema63,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.length < 1){
const err1 = {instancePath,schemaPath:"#/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema63,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
if(!(validate28(data[i0], {instancePath:instancePath+"/" + i0,parentData:data,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
errors = vErrors.length;
}
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema63.type,parentSchema:schema63,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate47.errors = vErrors;
return errors === 0;
}


function validate39(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.admin === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "admin"},message:"must have required property '"+"admin"+"'",schema:schema59.required,parentSchema:schema59,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.ping === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "ping"},message:"must have required property '"+"ping"+"'",schema:schema59.required,parentSchema:schema59,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.login === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "login"},message:"must have required property '"+"login"+"'",schema:schema59.required,parentSchema:schema59,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.password === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "password"},message:"must have required property '"+"password"+"'",schema:schema59.required,parentSchema:schema59,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema59.properties, key0))){
const err4 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema59,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.admin !== undefined){
let data0 = data.admin;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.user === undefined){
const err5 = {instancePath:instancePath+"/admin",schemaPath:"#/properties/admin/required",keyword:"required",params:{missingProperty: "user"},message:"must have required property '"+"user"+"'",schema:schema59.properties.admin.required,parentSchema:schema59.properties.admin,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data0.command === undefined){
const err6 = {instancePath:instancePath+"/admin",schemaPath:"#/properties/admin/required",keyword:"required",params:{missingProperty: "command"},message:"must have required property '"+"command"+"'",schema:schema59.properties.admin.required,parentSchema:schema59.properties.admin,data:data0};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
for(const key1 in data0){
if(!((((((key1 === "user") || (key1 === "command")) || (key1 === "env")) || (key1 === "begin")) || (key1 === "end")) || (key1 === "password"))){
const err7 = {instancePath:instancePath+"/admin",schemaPath:"#/properties/admin/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema59.properties.admin,data:data0};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data0.user !== undefined){
if(!(validate28(data0.user, {instancePath:instancePath+"/admin/user",parentData:data0,parentDataProperty:"user",rootData}))){
vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
errors = vErrors.length;
}
}
if(data0.command !== undefined){
if(!(validate41(data0.command, {instancePath:instancePath+"/admin/command",parentData:data0,parentDataProperty:"command",rootData}))){
vErrors = vErrors === null ? validate41.errors : vErrors.concat(validate41.errors);
errors = vErrors.length;
}
}
if(data0.env !== undefined){
if(!(validate44(data0.env, {instancePath:instancePath+"/admin/env",parentData:data0,parentDataProperty:"env",rootData}))){
vErrors = vErrors === null ? validate44.errors : vErrors.concat(validate44.errors);
errors = vErrors.length;
}
}
if(data0.begin !== undefined){
if(!(validate47(data0.begin, {instancePath:instancePath+"/admin/begin",parentData:data0,parentDataProperty:"begin",rootData}))){
vErrors = vErrors === null ? validate47.errors : vErrors.concat(validate47.errors);
errors = vErrors.length;
}
}
if(data0.end !== undefined){
if(!(validate47(data0.end, {instancePath:instancePath+"/admin/end",parentData:data0,parentDataProperty:"end",rootData}))){
vErrors = vErrors === null ? validate47.errors : vErrors.concat(validate47.errors);
errors = vErrors.length;
}
}
if(data0.password !== undefined){
if(!(validate47(data0.password, {instancePath:instancePath+"/admin/password",parentData:data0,parentDataProperty:"password",rootData}))){
vErrors = vErrors === null ? validate47.errors : vErrors.concat(validate47.errors);
errors = vErrors.length;
}
}
}
else {
const err8 = {instancePath:instancePath+"/admin",schemaPath:"#/properties/admin/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema59.properties.admin.type,parentSchema:schema59.properties.admin,data:data0};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.ping !== undefined){
if(!(validate47(data.ping, {instancePath:instancePath+"/ping",parentData:data,parentDataProperty:"ping",rootData}))){
vErrors = vErrors === null ? validate47.errors : vErrors.concat(validate47.errors);
errors = vErrors.length;
}
}
if(data.login !== undefined){
let data8 = data.login;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(data8.command === undefined){
const err9 = {instancePath:instancePath+"/login",schemaPath:"#/properties/login/required",keyword:"required",params:{missingProperty: "command"},message:"must have required property '"+"command"+"'",schema:schema59.properties.login.required,parentSchema:schema59.properties.login,data:data8};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
for(const key2 in data8){
if(!(((key2 === "command") || (key2 === "env")) || (key2 === "stdin"))){
const err10 = {instancePath:instancePath+"/login",schemaPath:"#/properties/login/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema59.properties.login,data:data8};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data8.command !== undefined){
if(!(validate41(data8.command, {instancePath:instancePath+"/login/command",parentData:data8,parentDataProperty:"command",rootData}))){
vErrors = vErrors === null ? validate41.errors : vErrors.concat(validate41.errors);
errors = vErrors.length;
}
}
if(data8.env !== undefined){
if(!(validate44(data8.env, {instancePath:instancePath+"/login/env",parentData:data8,parentDataProperty:"env",rootData}))){
vErrors = vErrors === null ? validate44.errors : vErrors.concat(validate44.errors);
errors = vErrors.length;
}
}
if(data8.stdin !== undefined){
if(!(validate47(data8.stdin, {instancePath:instancePath+"/login/stdin",parentData:data8,parentDataProperty:"stdin",rootData}))){
vErrors = vErrors === null ? validate47.errors : vErrors.concat(validate47.errors);
errors = vErrors.length;
}
}
}
else {
const err11 = {instancePath:instancePath+"/login",schemaPath:"#/properties/login/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema59.properties.login.type,parentSchema:schema59.properties.login,data:data8};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.password !== undefined){
if(!(validate47(data.password, {instancePath:instancePath+"/password",parentData:data,parentDataProperty:"password",rootData}))){
vErrors = vErrors === null ? validate47.errors : vErrors.concat(validate47.errors);
errors = vErrors.length;
}
}
if(data.database !== undefined){
if(!(validate47(data.database, {instancePath:instancePath+"/database",parentData:data,parentDataProperty:"database",rootData}))){
vErrors = vErrors === null ? validate47.errors : vErrors.concat(validate47.errors);
errors = vErrors.length;
}
}
if(data.vhost !== undefined){
if(!(validate47(data.vhost, {instancePath:instancePath+"/vhost",parentData:data,parentDataProperty:"vhost",rootData}))){
vErrors = vErrors === null ? validate47.errors : vErrors.concat(validate47.errors);
errors = vErrors.length;
}
}
if(data.user !== undefined){
if(!(validate47(data.user, {instancePath:instancePath+"/user",parentData:data,parentDataProperty:"user",rootData}))){
vErrors = vErrors === null ? validate47.errors : vErrors.concat(validate47.errors);
errors = vErrors.length;
}
}
if(data.owner !== undefined){
if(!(validate47(data.owner, {instancePath:instancePath+"/owner",parentData:data,parentDataProperty:"owner",rootData}))){
vErrors = vErrors === null ? validate47.errors : vErrors.concat(validate47.errors);
errors = vErrors.length;
}
}
if(data.extension !== undefined){
if(!(validate47(data.extension, {instancePath:instancePath+"/extension",parentData:data,parentDataProperty:"extension",rootData}))){
vErrors = vErrors === null ? validate47.errors : vErrors.concat(validate47.errors);
errors = vErrors.length;
}
}
}
else {
const err12 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema59.type,parentSchema:schema59,data};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
validate39.errors = vErrors;
return errors === 0;
}

const schema66 = {"title":"TemplateBackup","type":"object","additionalProperties":false,"required":["parts","check"],"properties":{"parts":{"description":"What a backup is made of. It is restored in the same order.","type":"array","minItems":1,"maxItems":20,"items":{"$ref":"#/definitions/recipePart"}},"check":{"description":"Run after a restore: exit code 0 says that the server knows its data.","$ref":"#/definitions/recipeCommand"}}};
const schema67 = {"title":"TemplatePart","description":"One of: `dump` with `restore`; `each` with both, for one part per line; `dump` with `lay`; or `folder`.","type":"object","additionalProperties":false,"required":["name"],"properties":{"name":{"description":"Its name in the backup.","$ref":"#/definitions/name"},"when":{"description":"Settings that it is for, such as `appendonly: \"yes\"`.","type":"object","maxProperties":10,"propertyNames":{"$ref":"#/definitions/parameterName"},"additionalProperties":{"$ref":"#/definitions/setting"}},"each":{"description":"Prints a line for every part that there shall be; `{value: part}` is the line.","$ref":"#/definitions/recipeCommand"},"dump":{"description":"Prints the content of the part. Another exit code than 0, or an error on stderr, means that there is no backup.","$ref":"#/definitions/recipeCommand"},"restore":{"description":"Reads the content of the part from stdin, after the text of its own `stdin`.","$ref":"#/definitions/recipeCommand"},"compare":{"description":"Beside `restore`: prints what two servers with the same data answer alike, such as the rows of each table. Asked before an upgrade and after it; the order of the lines does not count.","$ref":"#/definitions/recipeCommand"},"trim":{"description":"`rdb-mark`: takes away the mark that redis-cli leaves at the end of what it prints.","enum":["rdb-mark"]},"lay":{"title":"TemplateLaidFile","description":"Where the content is laid before a restored server first starts.","type":"object","additionalProperties":false,"required":["path"],"properties":{"path":{"description":"Relative to the data folder.","$ref":"#/definitions/repositoryPath"},"beside":{"description":"Small files beside it, by path.","type":"object","maxProperties":10,"propertyNames":{"$ref":"#/definitions/repositoryPath"},"additionalProperties":{"description":"Lines of text.","type":"string","maxLength":1024,"pattern":"^[^\\u0000-\\u0009\\u000b-\\u001f\\ud800-\\udfff]*$"}}}},"folder":{"description":"The data folder as a whole; `paused`: the server stands still while it is read.","enum":["paused","running"]}}};
const pattern50 = func3("^[^\\u0000-\\u0009\\u000b-\\u001f\\ud800-\\udfff]*$", "u");
const schema71 = {"title":"RecipeCommand","description":"Run inside the container, without a shell. Passwords stand in `env` or `stdin` alone.","type":"object","additionalProperties":false,"required":["command"],"properties":{"command":{"description":"The words. A list within the list is left out as a whole while one of its values has no setting.","type":"array","minItems":1,"maxItems":100,"items":{"if":{"type":"array"},"then":{"type":"array","minItems":1,"maxItems":20,"items":{"$ref":"#/definitions/templateValue"}},"else":{"$ref":"#/definitions/templateValue"}}},"env":{"description":"Beside that of the container.","type":"object","maxProperties":20,"propertyNames":{"$ref":"#/definitions/envName"},"additionalProperties":{"$ref":"#/definitions/templateValue"}},"stdin":{"description":"What it reads from stdin, with a line feed at the end.","$ref":"#/definitions/templateValue"}}};

function validate66(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.command === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "command"},message:"must have required property '"+"command"+"'",schema:schema71.required,parentSchema:schema71,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(((key0 === "command") || (key0 === "env")) || (key0 === "stdin"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema71,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.command !== undefined){
let data0 = data.command;
if(Array.isArray(data0)){
if(data0.length > 100){
const err2 = {instancePath:instancePath+"/command",schemaPath:"#/properties/command/maxItems",keyword:"maxItems",params:{limit: 100},message:"must NOT have more than 100 items",schema:100,parentSchema:schema71.properties.command,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data0.length < 1){
const err3 = {instancePath:instancePath+"/command",schemaPath:"#/properties/command/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema71.properties.command,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
const _errs5 = errors;
let valid3 = true;
const _errs6 = errors;
if(!(Array.isArray(data1))){
const err4 = {};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
var _valid0 = _errs6 === errors;
errors = _errs5;
if(vErrors !== null){
if(_errs5){
vErrors.length = _errs5;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs8 = errors;
if(Array.isArray(data1)){
if(data1.length > 20){
const err5 = {instancePath:instancePath+"/command/" + i0,schemaPath:"#/properties/command/items/then/maxItems",keyword:"maxItems",params:{limit: 20},message:"must NOT have more than 20 items",schema:20,parentSchema:schema71.properties.command.items.then,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data1.length < 1){
const err6 = {instancePath:instancePath+"/command/" + i0,schemaPath:"#/properties/command/items/then/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema71.properties.command.items.then,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
const len1 = data1.length;
for(let i1=0; i1<len1; i1++){
if(!(validate28(data1[i1], {instancePath:instancePath+"/command/" + i0+"/" + i1,parentData:data1,parentDataProperty:i1,rootData}))){
vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
errors = vErrors.length;
}
}
}
else {
const err7 = {instancePath:instancePath+"/command/" + i0,schemaPath:"#/properties/command/items/then/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema71.properties.command.items.then.type,parentSchema:schema71.properties.command.items.then,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
var _valid0 = _errs8 === errors;
valid3 = _valid0;
ifClause0 = "then";
}
else {
const _errs11 = errors;
if(!(validate28(data1, {instancePath:instancePath+"/command/" + i0,parentData:data0,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
errors = vErrors.length;
}
var _valid0 = _errs11 === errors;
valid3 = _valid0;
ifClause0 = "else";
}
if(!valid3){
const err8 = {instancePath:instancePath+"/command/" + i0,schemaPath:"#/properties/command/items/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema71.properties.command.items.if,parentSchema:schema71.properties.command.items,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/command",schemaPath:"#/properties/command/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema71.properties.command.type,parentSchema:schema71.properties.command,data:data0};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.env !== undefined){
let data3 = data.env;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(Object.keys(data3).length > 20){
const err10 = {instancePath:instancePath+"/env",schemaPath:"#/properties/env/maxProperties",keyword:"maxProperties",params:{limit: 20},message:"must NOT have more than 20 properties",schema:20,parentSchema:schema71.properties.env,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
for(const key1 in data3){
const _errs14 = errors;
if(typeof key1 === "string"){
if(func4(key1) > 200){
const err11 = {instancePath:instancePath+"/env",schemaPath:"#/definitions/envName/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema47,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(!pattern28.test(key1)){
const err12 = {instancePath:instancePath+"/env",schemaPath:"#/definitions/envName/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\"",schema:"^[A-Za-z_][A-Za-z0-9_]*$",parentSchema:schema47,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/env",schemaPath:"#/definitions/envName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema47.type,parentSchema:schema47,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
var valid6 = _errs14 === errors;
if(!valid6){
const err14 = {instancePath:instancePath+"/env",schemaPath:"#/properties/env/propertyNames",keyword:"propertyNames",params:{propertyName: key1},message:"property name must be valid",schema:schema71.properties.env.propertyNames,parentSchema:schema71.properties.env,data:data3};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
for(const key2 in data3){
if(!(validate28(data3[key2], {instancePath:instancePath+"/env/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data3,parentDataProperty:key2,rootData}))){
vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
errors = vErrors.length;
}
}
}
else {
const err15 = {instancePath:instancePath+"/env",schemaPath:"#/properties/env/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema71.properties.env.type,parentSchema:schema71.properties.env,data:data3};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.stdin !== undefined){
if(!(validate28(data.stdin, {instancePath:instancePath+"/stdin",parentData:data,parentDataProperty:"stdin",rootData}))){
vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
errors = vErrors.length;
}
}
}
else {
const err16 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema71.type,parentSchema:schema71,data};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
validate66.errors = vErrors;
return errors === 0;
}


function validate65(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema67.required,parentSchema:schema67,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema67.properties, key0))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema67,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(!pattern16.test(data0)){
const err2 = {instancePath:instancePath+"/name",schemaPath:"#/definitions/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"+"\"",schema:"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$",parentSchema:schema32,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/name",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.type,parentSchema:schema32,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.when !== undefined){
let data1 = data.when;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(Object.keys(data1).length > 10){
const err4 = {instancePath:instancePath+"/when",schemaPath:"#/properties/when/maxProperties",keyword:"maxProperties",params:{limit: 10},message:"must NOT have more than 10 properties",schema:10,parentSchema:schema67.properties.when,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key1 in data1){
const _errs7 = errors;
if(typeof key1 === "string"){
if(func4(key1) > 40){
const err5 = {instancePath:instancePath+"/when",schemaPath:"#/definitions/parameterName/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters",schema:40,parentSchema:schema39,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(!pattern21.test(key1)){
const err6 = {instancePath:instancePath+"/when",schemaPath:"#/definitions/parameterName/pattern",keyword:"pattern",params:{pattern: "^[a-z][A-Za-z0-9]*$"},message:"must match pattern \""+"^[a-z][A-Za-z0-9]*$"+"\"",schema:"^[a-z][A-Za-z0-9]*$",parentSchema:schema39,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/when",schemaPath:"#/definitions/parameterName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.type,parentSchema:schema39,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
var valid2 = _errs7 === errors;
if(!valid2){
const err8 = {instancePath:instancePath+"/when",schemaPath:"#/properties/when/propertyNames",keyword:"propertyNames",params:{propertyName: key1},message:"property name must be valid",schema:schema67.properties.when.propertyNames,parentSchema:schema67.properties.when,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
for(const key2 in data1){
let data2 = data1[key2];
if(((typeof data2 !== "string") && (!((typeof data2 == "number") && (isFinite(data2))))) && (typeof data2 !== "boolean")){
const err9 = {instancePath:instancePath+"/when/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/setting/type",keyword:"type",params:{type: schema40.type},message:"must be string,number,boolean",schema:schema40.type,parentSchema:schema40,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(typeof data2 === "string"){
if(func4(data2) > 1024){
const err10 = {instancePath:instancePath+"/when/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/setting/maxLength",keyword:"maxLength",params:{limit: 1024},message:"must NOT have more than 1024 characters",schema:1024,parentSchema:schema40,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(!pattern18.test(data2)){
const err11 = {instancePath:instancePath+"/when/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/setting/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\ud800-\\udfff]*$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\ud800-\\udfff]*$"+"\"",schema:"^[^\\u0000-\\u001f\\ud800-\\udfff]*$",parentSchema:schema40,data:data2};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
}
else {
const err12 = {instancePath:instancePath+"/when",schemaPath:"#/properties/when/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema67.properties.when.type,parentSchema:schema67.properties.when,data:data1};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.each !== undefined){
if(!(validate66(data.each, {instancePath:instancePath+"/each",parentData:data,parentDataProperty:"each",rootData}))){
vErrors = vErrors === null ? validate66.errors : vErrors.concat(validate66.errors);
errors = vErrors.length;
}
}
if(data.dump !== undefined){
if(!(validate66(data.dump, {instancePath:instancePath+"/dump",parentData:data,parentDataProperty:"dump",rootData}))){
vErrors = vErrors === null ? validate66.errors : vErrors.concat(validate66.errors);
errors = vErrors.length;
}
}
if(data.restore !== undefined){
if(!(validate66(data.restore, {instancePath:instancePath+"/restore",parentData:data,parentDataProperty:"restore",rootData}))){
vErrors = vErrors === null ? validate66.errors : vErrors.concat(validate66.errors);
errors = vErrors.length;
}
}
if(data.compare !== undefined){
if(!(validate66(data.compare, {instancePath:instancePath+"/compare",parentData:data,parentDataProperty:"compare",rootData}))){
vErrors = vErrors === null ? validate66.errors : vErrors.concat(validate66.errors);
errors = vErrors.length;
}
}
if(data.trim !== undefined){
let data7 = data.trim;
if(!(data7 === "rdb-mark")){
const err13 = {instancePath:instancePath+"/trim",schemaPath:"#/properties/trim/enum",keyword:"enum",params:{allowedValues: schema67.properties.trim.enum},message:"must be equal to one of the allowed values",schema:schema67.properties.trim.enum,parentSchema:schema67.properties.trim,data:data7};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.lay !== undefined){
let data8 = data.lay;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(data8.path === undefined){
const err14 = {instancePath:instancePath+"/lay",schemaPath:"#/properties/lay/required",keyword:"required",params:{missingProperty: "path"},message:"must have required property '"+"path"+"'",schema:schema67.properties.lay.required,parentSchema:schema67.properties.lay,data:data8};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
for(const key3 in data8){
if(!((key3 === "path") || (key3 === "beside"))){
const err15 = {instancePath:instancePath+"/lay",schemaPath:"#/properties/lay/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema67.properties.lay,data:data8};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data8.path !== undefined){
let data9 = data8.path;
if(typeof data9 === "string"){
if(func4(data9) > 255){
const err16 = {instancePath:instancePath+"/lay/path",schemaPath:"#/definitions/repositoryPath/maxLength",keyword:"maxLength",params:{limit: 255},message:"must NOT have more than 255 characters",schema:255,parentSchema:schema13,data:data9};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(func4(data9) < 1){
const err17 = {instancePath:instancePath+"/lay/path",schemaPath:"#/definitions/repositoryPath/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema13,data:data9};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(!pattern2.test(data9)){
const err18 = {instancePath:instancePath+"/lay/path",schemaPath:"#/definitions/repositoryPath/pattern",keyword:"pattern",params:{pattern: "^(?![/-])(?!.*//)(?!(.*/)?(\\.\\.|\\.git)(/|$))[A-Za-z0-9._/@+~=-]+$"},message:"must match pattern \""+"^(?![/-])(?!.*//)(?!(.*/)?(\\.\\.|\\.git)(/|$))[A-Za-z0-9._/@+~=-]+$"+"\"",schema:"^(?![/-])(?!.*//)(?!(.*/)?(\\.\\.|\\.git)(/|$))[A-Za-z0-9._/@+~=-]+$",parentSchema:schema13,data:data9};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/lay/path",schemaPath:"#/definitions/repositoryPath/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.type,parentSchema:schema13,data:data9};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data8.beside !== undefined){
let data10 = data8.beside;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
if(Object.keys(data10).length > 10){
const err20 = {instancePath:instancePath+"/lay/beside",schemaPath:"#/properties/lay/properties/beside/maxProperties",keyword:"maxProperties",params:{limit: 10},message:"must NOT have more than 10 properties",schema:10,parentSchema:schema67.properties.lay.properties.beside,data:data10};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
for(const key4 in data10){
const _errs27 = errors;
if(typeof key4 === "string"){
if(func4(key4) > 255){
const err21 = {instancePath:instancePath+"/lay/beside",schemaPath:"#/definitions/repositoryPath/maxLength",keyword:"maxLength",params:{limit: 255},message:"must NOT have more than 255 characters",schema:255,parentSchema:schema13,data:key4,propertyName:key4};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(func4(key4) < 1){
const err22 = {instancePath:instancePath+"/lay/beside",schemaPath:"#/definitions/repositoryPath/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema13,data:key4,propertyName:key4};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(!pattern2.test(key4)){
const err23 = {instancePath:instancePath+"/lay/beside",schemaPath:"#/definitions/repositoryPath/pattern",keyword:"pattern",params:{pattern: "^(?![/-])(?!.*//)(?!(.*/)?(\\.\\.|\\.git)(/|$))[A-Za-z0-9._/@+~=-]+$"},message:"must match pattern \""+"^(?![/-])(?!.*//)(?!(.*/)?(\\.\\.|\\.git)(/|$))[A-Za-z0-9._/@+~=-]+$"+"\"",schema:"^(?![/-])(?!.*//)(?!(.*/)?(\\.\\.|\\.git)(/|$))[A-Za-z0-9._/@+~=-]+$",parentSchema:schema13,data:key4,propertyName:key4};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/lay/beside",schemaPath:"#/definitions/repositoryPath/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.type,parentSchema:schema13,data:key4,propertyName:key4};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
var valid8 = _errs27 === errors;
if(!valid8){
const err25 = {instancePath:instancePath+"/lay/beside",schemaPath:"#/properties/lay/properties/beside/propertyNames",keyword:"propertyNames",params:{propertyName: key4},message:"property name must be valid",schema:schema67.properties.lay.properties.beside.propertyNames,parentSchema:schema67.properties.lay.properties.beside,data:data10};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
for(const key5 in data10){
let data11 = data10[key5];
if(typeof data11 === "string"){
if(func4(data11) > 1024){
const err26 = {instancePath:instancePath+"/lay/beside/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/lay/properties/beside/additionalProperties/maxLength",keyword:"maxLength",params:{limit: 1024},message:"must NOT have more than 1024 characters",schema:1024,parentSchema:schema67.properties.lay.properties.beside.additionalProperties,data:data11};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(!pattern50.test(data11)){
const err27 = {instancePath:instancePath+"/lay/beside/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/lay/properties/beside/additionalProperties/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u0009\\u000b-\\u001f\\ud800-\\udfff]*$"},message:"must match pattern \""+"^[^\\u0000-\\u0009\\u000b-\\u001f\\ud800-\\udfff]*$"+"\"",schema:"^[^\\u0000-\\u0009\\u000b-\\u001f\\ud800-\\udfff]*$",parentSchema:schema67.properties.lay.properties.beside.additionalProperties,data:data11};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/lay/beside/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/lay/properties/beside/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema67.properties.lay.properties.beside.additionalProperties.type,parentSchema:schema67.properties.lay.properties.beside.additionalProperties,data:data11};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
else {
const err29 = {instancePath:instancePath+"/lay/beside",schemaPath:"#/properties/lay/properties/beside/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema67.properties.lay.properties.beside.type,parentSchema:schema67.properties.lay.properties.beside,data:data10};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
else {
const err30 = {instancePath:instancePath+"/lay",schemaPath:"#/properties/lay/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema67.properties.lay.type,parentSchema:schema67.properties.lay,data:data8};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data.folder !== undefined){
let data12 = data.folder;
if(!((data12 === "paused") || (data12 === "running"))){
const err31 = {instancePath:instancePath+"/folder",schemaPath:"#/properties/folder/enum",keyword:"enum",params:{allowedValues: schema67.properties.folder.enum},message:"must be equal to one of the allowed values",schema:schema67.properties.folder.enum,parentSchema:schema67.properties.folder,data:data12};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
else {
const err32 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema67.type,parentSchema:schema67,data};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
validate65.errors = vErrors;
return errors === 0;
}


function validate64(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.parts === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "parts"},message:"must have required property '"+"parts"+"'",schema:schema66.required,parentSchema:schema66,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.check === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "check"},message:"must have required property '"+"check"+"'",schema:schema66.required,parentSchema:schema66,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "parts") || (key0 === "check"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema66,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.parts !== undefined){
let data0 = data.parts;
if(Array.isArray(data0)){
if(data0.length > 20){
const err3 = {instancePath:instancePath+"/parts",schemaPath:"#/properties/parts/maxItems",keyword:"maxItems",params:{limit: 20},message:"must NOT have more than 20 items",schema:20,parentSchema:schema66.properties.parts,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data0.length < 1){
const err4 = {instancePath:instancePath+"/parts",schemaPath:"#/properties/parts/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema66.properties.parts,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
if(!(validate65(data0[i0], {instancePath:instancePath+"/parts/" + i0,parentData:data0,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate65.errors : vErrors.concat(validate65.errors);
errors = vErrors.length;
}
}
}
else {
const err5 = {instancePath:instancePath+"/parts",schemaPath:"#/properties/parts/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema66.properties.parts.type,parentSchema:schema66.properties.parts,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.check !== undefined){
if(!(validate66(data.check, {instancePath:instancePath+"/check",parentData:data,parentDataProperty:"check",rootData}))){
vErrors = vErrors === null ? validate66.errors : vErrors.concat(validate66.errors);
errors = vErrors.length;
}
}
}
else {
const err6 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema66.type,parentSchema:schema66,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
validate64.errors = vErrors;
return errors === 0;
}


function validate27(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.description === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "description"},message:"must have required property '"+"description"+"'",schema:schema41.required,parentSchema:schema41,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.image === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "image"},message:"must have required property '"+"image"+"'",schema:schema41.required,parentSchema:schema41,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.version === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'",schema:schema41.required,parentSchema:schema41,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.versions === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "versions"},message:"must have required property '"+"versions"+"'",schema:schema41.required,parentSchema:schema41,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.port === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "port"},message:"must have required property '"+"port"+"'",schema:schema41.required,parentSchema:schema41,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.health === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "health"},message:"must have required property '"+"health"+"'",schema:schema41.required,parentSchema:schema41,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.upgrade === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "upgrade"},message:"must have required property '"+"upgrade"+"'",schema:schema41.required,parentSchema:schema41,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema41.properties, key0))){
const err7 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema41,data};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.description !== undefined){
let data0 = data.description;
if(typeof data0 === "string"){
if(func4(data0) > 300){
const err8 = {instancePath:instancePath+"/description",schemaPath:"#/definitions/sentence/maxLength",keyword:"maxLength",params:{limit: 300},message:"must NOT have more than 300 characters",schema:300,parentSchema:schema35,data:data0};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(func4(data0) < 1){
const err9 = {instancePath:instancePath+"/description",schemaPath:"#/definitions/sentence/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema35,data:data0};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(!pattern18.test(data0)){
const err10 = {instancePath:instancePath+"/description",schemaPath:"#/definitions/sentence/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\ud800-\\udfff]*$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\ud800-\\udfff]*$"+"\"",schema:"^[^\\u0000-\\u001f\\ud800-\\udfff]*$",parentSchema:schema35,data:data0};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/description",schemaPath:"#/definitions/sentence/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.type,parentSchema:schema35,data:data0};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.image !== undefined){
let data1 = data.image;
if(typeof data1 === "string"){
if(func4(data1) > 200){
const err12 = {instancePath:instancePath+"/image",schemaPath:"#/definitions/imageName/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema36,data:data1};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(func4(data1) < 1){
const err13 = {instancePath:instancePath+"/image",schemaPath:"#/definitions/imageName/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema36,data:data1};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(!pattern19.test(data1)){
const err14 = {instancePath:instancePath+"/image",schemaPath:"#/definitions/imageName/pattern",keyword:"pattern",params:{pattern: "^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*(:[0-9]{1,5})?/)?[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*(/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*$"},message:"must match pattern \""+"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*(:[0-9]{1,5})?/)?[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*(/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*$"+"\"",schema:"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*(:[0-9]{1,5})?/)?[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*(/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*$",parentSchema:schema36,data:data1};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/image",schemaPath:"#/definitions/imageName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema36.type,parentSchema:schema36,data:data1};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.version !== undefined){
let data2 = data.version;
if((typeof data2 !== "string") && (!((typeof data2 == "number") && (isFinite(data2))))){
const err16 = {instancePath:instancePath+"/version",schemaPath:"#/definitions/version/type",keyword:"type",params:{type: schema37.type},message:"must be string,number",schema:schema37.type,parentSchema:schema37,data:data2};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(typeof data2 === "string"){
if(func4(data2) > 128){
const err17 = {instancePath:instancePath+"/version",schemaPath:"#/definitions/version/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters",schema:128,parentSchema:schema37,data:data2};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(!pattern20.test(data2)){
const err18 = {instancePath:instancePath+"/version",schemaPath:"#/definitions/version/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9._-]*$"},message:"must match pattern \""+"^[A-Za-z0-9][A-Za-z0-9._-]*$"+"\"",schema:"^[A-Za-z0-9][A-Za-z0-9._-]*$",parentSchema:schema37,data:data2};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
if(data.versions !== undefined){
let data3 = data.versions;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(Object.keys(data3).length > 50){
const err19 = {instancePath:instancePath+"/versions",schemaPath:"#/properties/versions/maxProperties",keyword:"maxProperties",params:{limit: 50},message:"must NOT have more than 50 properties",schema:50,parentSchema:schema41.properties.versions,data:data3};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(Object.keys(data3).length < 1){
const err20 = {instancePath:instancePath+"/versions",schemaPath:"#/properties/versions/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema41.properties.versions,data:data3};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
for(const key1 in data3){
const _errs13 = errors;
if(typeof key1 === "string"){
if(func4(key1) > 64){
const err21 = {instancePath:instancePath+"/versions",schemaPath:"#/properties/versions/propertyNames/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters",schema:64,parentSchema:schema41.properties.versions.propertyNames,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(!pattern20.test(key1)){
const err22 = {instancePath:instancePath+"/versions",schemaPath:"#/properties/versions/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9._-]*$"},message:"must match pattern \""+"^[A-Za-z0-9][A-Za-z0-9._-]*$"+"\"",schema:"^[A-Za-z0-9][A-Za-z0-9._-]*$",parentSchema:schema41.properties.versions.propertyNames,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
else {
const err23 = {instancePath:instancePath+"/versions",schemaPath:"#/properties/versions/propertyNames/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema41.properties.versions.propertyNames.type,parentSchema:schema41.properties.versions.propertyNames,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
var valid4 = _errs13 === errors;
if(!valid4){
const err24 = {instancePath:instancePath+"/versions",schemaPath:"#/properties/versions/propertyNames",keyword:"propertyNames",params:{propertyName: key1},message:"property name must be valid",schema:schema41.properties.versions.propertyNames,parentSchema:schema41.properties.versions,data:data3};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
for(const key2 in data3){
let data4 = data3[key2];
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(data4.volume === undefined){
const err25 = {instancePath:instancePath+"/versions/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/versions/additionalProperties/required",keyword:"required",params:{missingProperty: "volume"},message:"must have required property '"+"volume"+"'",schema:schema41.properties.versions.additionalProperties.required,parentSchema:schema41.properties.versions.additionalProperties,data:data4};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
for(const key3 in data4){
if(!(key3 === "volume")){
const err26 = {instancePath:instancePath+"/versions/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/versions/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema41.properties.versions.additionalProperties,data:data4};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data4.volume !== undefined){
let data5 = data4.volume;
if(typeof data5 === "string"){
if(func4(data5) > 255){
const err27 = {instancePath:instancePath+"/versions/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/volume",schemaPath:"#/definitions/containerPath/maxLength",keyword:"maxLength",params:{limit: 255},message:"must NOT have more than 255 characters",schema:255,parentSchema:schema45,data:data5};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(!pattern27.test(data5)){
const err28 = {instancePath:instancePath+"/versions/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/volume",schemaPath:"#/definitions/containerPath/pattern",keyword:"pattern",params:{pattern: "^(?!.*//)(?!.*/\\.{1,2}(/|$))/[A-Za-z0-9._/@+~=-]+$"},message:"must match pattern \""+"^(?!.*//)(?!.*/\\.{1,2}(/|$))/[A-Za-z0-9._/@+~=-]+$"+"\"",schema:"^(?!.*//)(?!.*/\\.{1,2}(/|$))/[A-Za-z0-9._/@+~=-]+$",parentSchema:schema45,data:data5};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath:instancePath+"/versions/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/volume",schemaPath:"#/definitions/containerPath/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema45.type,parentSchema:schema45,data:data5};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
else {
const err30 = {instancePath:instancePath+"/versions/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/versions/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema41.properties.versions.additionalProperties.type,parentSchema:schema41.properties.versions.additionalProperties,data:data4};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
else {
const err31 = {instancePath:instancePath+"/versions",schemaPath:"#/properties/versions/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema41.properties.versions.type,parentSchema:schema41.properties.versions,data:data3};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data.upgrade !== undefined){
let data6 = data.upgrade;
if(!(((data6 === "never") || (data6 === "newer")) || (data6 === "dump-restore"))){
const err32 = {instancePath:instancePath+"/upgrade",schemaPath:"#/properties/upgrade/enum",keyword:"enum",params:{allowedValues: schema41.properties.upgrade.enum},message:"must be equal to one of the allowed values",schema:schema41.properties.upgrade.enum,parentSchema:schema41.properties.upgrade,data:data6};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data.port !== undefined){
let data7 = data.port;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err33 = {instancePath:instancePath+"/port",schemaPath:"#/definitions/port/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema46.type,parentSchema:schema46,data:data7};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > 65535 || isNaN(data7)){
const err34 = {instancePath:instancePath+"/port",schemaPath:"#/definitions/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535",schema:65535,parentSchema:schema46,data:data7};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(data7 < 1 || isNaN(data7)){
const err35 = {instancePath:instancePath+"/port",schemaPath:"#/definitions/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema46,data:data7};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
if(data.env !== undefined){
let data8 = data.env;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(Object.keys(data8).length > 100){
const err36 = {instancePath:instancePath+"/env",schemaPath:"#/properties/env/maxProperties",keyword:"maxProperties",params:{limit: 100},message:"must NOT have more than 100 properties",schema:100,parentSchema:schema41.properties.env,data:data8};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
for(const key4 in data8){
const _errs28 = errors;
if(typeof key4 === "string"){
if(func4(key4) > 200){
const err37 = {instancePath:instancePath+"/env",schemaPath:"#/definitions/envName/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema47,data:key4,propertyName:key4};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if(!pattern28.test(key4)){
const err38 = {instancePath:instancePath+"/env",schemaPath:"#/definitions/envName/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\"",schema:"^[A-Za-z_][A-Za-z0-9_]*$",parentSchema:schema47,data:key4,propertyName:key4};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
else {
const err39 = {instancePath:instancePath+"/env",schemaPath:"#/definitions/envName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema47.type,parentSchema:schema47,data:key4,propertyName:key4};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
var valid9 = _errs28 === errors;
if(!valid9){
const err40 = {instancePath:instancePath+"/env",schemaPath:"#/properties/env/propertyNames",keyword:"propertyNames",params:{propertyName: key4},message:"property name must be valid",schema:schema41.properties.env.propertyNames,parentSchema:schema41.properties.env,data:data8};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
for(const key5 in data8){
if(!(validate28(data8[key5], {instancePath:instancePath+"/env/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data8,parentDataProperty:key5,rootData}))){
vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
errors = vErrors.length;
}
}
}
else {
const err41 = {instancePath:instancePath+"/env",schemaPath:"#/properties/env/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema41.properties.env.type,parentSchema:schema41.properties.env,data:data8};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data.command !== undefined){
let data10 = data.command;
if(Array.isArray(data10)){
if(data10.length > 100){
const err42 = {instancePath:instancePath+"/command",schemaPath:"#/properties/command/maxItems",keyword:"maxItems",params:{limit: 100},message:"must NOT have more than 100 items",schema:100,parentSchema:schema41.properties.command,data:data10};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if(data10.length < 1){
const err43 = {instancePath:instancePath+"/command",schemaPath:"#/properties/command/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema41.properties.command,data:data10};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
const len0 = data10.length;
for(let i0=0; i0<len0; i0++){
let data11 = data10[i0];
const _errs36 = errors;
let valid14 = true;
const _errs37 = errors;
if(!(Array.isArray(data11))){
const err44 = {};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
var _valid0 = _errs37 === errors;
errors = _errs36;
if(vErrors !== null){
if(_errs36){
vErrors.length = _errs36;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs39 = errors;
if(Array.isArray(data11)){
if(data11.length > 20){
const err45 = {instancePath:instancePath+"/command/" + i0,schemaPath:"#/properties/command/items/then/maxItems",keyword:"maxItems",params:{limit: 20},message:"must NOT have more than 20 items",schema:20,parentSchema:schema41.properties.command.items.then,data:data11};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if(data11.length < 1){
const err46 = {instancePath:instancePath+"/command/" + i0,schemaPath:"#/properties/command/items/then/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema41.properties.command.items.then,data:data11};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
const len1 = data11.length;
for(let i1=0; i1<len1; i1++){
if(!(validate28(data11[i1], {instancePath:instancePath+"/command/" + i0+"/" + i1,parentData:data11,parentDataProperty:i1,rootData}))){
vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
errors = vErrors.length;
}
}
}
else {
const err47 = {instancePath:instancePath+"/command/" + i0,schemaPath:"#/properties/command/items/then/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema41.properties.command.items.then.type,parentSchema:schema41.properties.command.items.then,data:data11};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
var _valid0 = _errs39 === errors;
valid14 = _valid0;
ifClause0 = "then";
}
else {
const _errs42 = errors;
if(!(validate28(data11, {instancePath:instancePath+"/command/" + i0,parentData:data10,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
errors = vErrors.length;
}
var _valid0 = _errs42 === errors;
valid14 = _valid0;
ifClause0 = "else";
}
if(!valid14){
const err48 = {instancePath:instancePath+"/command/" + i0,schemaPath:"#/properties/command/items/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema41.properties.command.items.if,parentSchema:schema41.properties.command.items,data:data11};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
}
else {
const err49 = {instancePath:instancePath+"/command",schemaPath:"#/properties/command/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema41.properties.command.type,parentSchema:schema41.properties.command,data:data10};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data.health !== undefined){
let data13 = data.health;
if(Array.isArray(data13)){
if(data13.length > 50){
const err50 = {instancePath:instancePath+"/health",schemaPath:"#/properties/health/maxItems",keyword:"maxItems",params:{limit: 50},message:"must NOT have more than 50 items",schema:50,parentSchema:schema41.properties.health,data:data13};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
if(data13.length < 1){
const err51 = {instancePath:instancePath+"/health",schemaPath:"#/properties/health/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema41.properties.health,data:data13};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
const len2 = data13.length;
for(let i2=0; i2<len2; i2++){
if(!(validate28(data13[i2], {instancePath:instancePath+"/health/" + i2,parentData:data13,parentDataProperty:i2,rootData}))){
vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
errors = vErrors.length;
}
}
}
else {
const err52 = {instancePath:instancePath+"/health",schemaPath:"#/properties/health/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema41.properties.health.type,parentSchema:schema41.properties.health,data:data13};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data.healthEvery !== undefined){
let data15 = data.healthEvery;
if(typeof data15 === "string"){
if(!pattern8.test(data15)){
const err53 = {instancePath:instancePath+"/healthEvery",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,6}(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]{1,6}(ms|s|m|h)$"+"\"",schema:"^[0-9]{1,6}(ms|s|m|h)$",parentSchema:schema24,data:data15};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
else {
const err54 = {instancePath:instancePath+"/healthEvery",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.type,parentSchema:schema24,data:data15};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data.outputs !== undefined){
let data16 = data.outputs;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(Object.keys(data16).length > 50){
const err55 = {instancePath:instancePath+"/outputs",schemaPath:"#/properties/outputs/maxProperties",keyword:"maxProperties",params:{limit: 50},message:"must NOT have more than 50 properties",schema:50,parentSchema:schema41.properties.outputs,data:data16};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
for(const key6 in data16){
const _errs51 = errors;
if(typeof key6 === "string"){
if(func4(key6) > 40){
const err56 = {instancePath:instancePath+"/outputs",schemaPath:"#/definitions/parameterName/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters",schema:40,parentSchema:schema39,data:key6,propertyName:key6};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
if(!pattern21.test(key6)){
const err57 = {instancePath:instancePath+"/outputs",schemaPath:"#/definitions/parameterName/pattern",keyword:"pattern",params:{pattern: "^[a-z][A-Za-z0-9]*$"},message:"must match pattern \""+"^[a-z][A-Za-z0-9]*$"+"\"",schema:"^[a-z][A-Za-z0-9]*$",parentSchema:schema39,data:key6,propertyName:key6};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
else {
const err58 = {instancePath:instancePath+"/outputs",schemaPath:"#/definitions/parameterName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.type,parentSchema:schema39,data:key6,propertyName:key6};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
var valid20 = _errs51 === errors;
if(!valid20){
const err59 = {instancePath:instancePath+"/outputs",schemaPath:"#/properties/outputs/propertyNames",keyword:"propertyNames",params:{propertyName: key6},message:"property name must be valid",schema:schema41.properties.outputs.propertyNames,parentSchema:schema41.properties.outputs,data:data16};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
for(const key7 in data16){
if(!(validate28(data16[key7], {instancePath:instancePath+"/outputs/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data16,parentDataProperty:key7,rootData}))){
vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
errors = vErrors.length;
}
}
}
else {
const err60 = {instancePath:instancePath+"/outputs",schemaPath:"#/properties/outputs/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema41.properties.outputs.type,parentSchema:schema41.properties.outputs,data:data16};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data.parameters !== undefined){
let data18 = data.parameters;
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
if(Object.keys(data18).length > 50){
const err61 = {instancePath:instancePath+"/parameters",schemaPath:"#/properties/parameters/maxProperties",keyword:"maxProperties",params:{limit: 50},message:"must NOT have more than 50 properties",schema:50,parentSchema:schema41.properties.parameters,data:data18};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
for(const key8 in data18){
const _errs58 = errors;
if(typeof key8 === "string"){
if(func4(key8) > 40){
const err62 = {instancePath:instancePath+"/parameters",schemaPath:"#/definitions/parameterName/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters",schema:40,parentSchema:schema39,data:key8,propertyName:key8};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
if(!pattern21.test(key8)){
const err63 = {instancePath:instancePath+"/parameters",schemaPath:"#/definitions/parameterName/pattern",keyword:"pattern",params:{pattern: "^[a-z][A-Za-z0-9]*$"},message:"must match pattern \""+"^[a-z][A-Za-z0-9]*$"+"\"",schema:"^[a-z][A-Za-z0-9]*$",parentSchema:schema39,data:key8,propertyName:key8};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
else {
const err64 = {instancePath:instancePath+"/parameters",schemaPath:"#/definitions/parameterName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.type,parentSchema:schema39,data:key8,propertyName:key8};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
var valid23 = _errs58 === errors;
if(!valid23){
const err65 = {instancePath:instancePath+"/parameters",schemaPath:"#/properties/parameters/propertyNames",keyword:"propertyNames",params:{propertyName: key8},message:"property name must be valid",schema:schema41.properties.parameters.propertyNames,parentSchema:schema41.properties.parameters,data:data18};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
for(const key9 in data18){
if(!(validate34(data18[key9], {instancePath:instancePath+"/parameters/" + key9.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data18,parentDataProperty:key9,rootData}))){
vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
errors = vErrors.length;
}
}
}
else {
const err66 = {instancePath:instancePath+"/parameters",schemaPath:"#/properties/parameters/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema41.properties.parameters.type,parentSchema:schema41.properties.parameters,data:data18};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
if(data.files !== undefined){
let data20 = data.files;
if(data20 && typeof data20 == "object" && !Array.isArray(data20)){
if(Object.keys(data20).length > 20){
const err67 = {instancePath:instancePath+"/files",schemaPath:"#/properties/files/maxProperties",keyword:"maxProperties",params:{limit: 20},message:"must NOT have more than 20 properties",schema:20,parentSchema:schema41.properties.files,data:data20};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
for(const key10 in data20){
const _errs65 = errors;
if(typeof key10 === "string"){
if(func4(key10) > 255){
const err68 = {instancePath:instancePath+"/files",schemaPath:"#/definitions/containerPath/maxLength",keyword:"maxLength",params:{limit: 255},message:"must NOT have more than 255 characters",schema:255,parentSchema:schema45,data:key10,propertyName:key10};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
if(!pattern27.test(key10)){
const err69 = {instancePath:instancePath+"/files",schemaPath:"#/definitions/containerPath/pattern",keyword:"pattern",params:{pattern: "^(?!.*//)(?!.*/\\.{1,2}(/|$))/[A-Za-z0-9._/@+~=-]+$"},message:"must match pattern \""+"^(?!.*//)(?!.*/\\.{1,2}(/|$))/[A-Za-z0-9._/@+~=-]+$"+"\"",schema:"^(?!.*//)(?!.*/\\.{1,2}(/|$))/[A-Za-z0-9._/@+~=-]+$",parentSchema:schema45,data:key10,propertyName:key10};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
else {
const err70 = {instancePath:instancePath+"/files",schemaPath:"#/definitions/containerPath/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema45.type,parentSchema:schema45,data:key10,propertyName:key10};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
var valid26 = _errs65 === errors;
if(!valid26){
const err71 = {instancePath:instancePath+"/files",schemaPath:"#/properties/files/propertyNames",keyword:"propertyNames",params:{propertyName: key10},message:"property name must be valid",schema:schema41.properties.files.propertyNames,parentSchema:schema41.properties.files,data:data20};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
for(const key11 in data20){
if(!(validate36(data20[key11], {instancePath:instancePath+"/files/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data20,parentDataProperty:key11,rootData}))){
vErrors = vErrors === null ? validate36.errors : vErrors.concat(validate36.errors);
errors = vErrors.length;
}
}
}
else {
const err72 = {instancePath:instancePath+"/files",schemaPath:"#/properties/files/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema41.properties.files.type,parentSchema:schema41.properties.files,data:data20};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
if(data.passwords !== undefined){
let data22 = data.passwords;
if(!((data22 === "data") || (data22 === "start"))){
const err73 = {instancePath:instancePath+"/passwords",schemaPath:"#/properties/passwords/enum",keyword:"enum",params:{allowedValues: schema41.properties.passwords.enum},message:"must be equal to one of the allowed values",schema:schema41.properties.passwords.enum,parentSchema:schema41.properties.passwords,data:data22};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data.contents !== undefined){
if(!(validate39(data.contents, {instancePath:instancePath+"/contents",parentData:data,parentDataProperty:"contents",rootData}))){
vErrors = vErrors === null ? validate39.errors : vErrors.concat(validate39.errors);
errors = vErrors.length;
}
}
if(data.limits !== undefined){
if(!(validate14(data.limits, {instancePath:instancePath+"/limits",parentData:data,parentDataProperty:"limits",rootData}))){
vErrors = vErrors === null ? validate14.errors : vErrors.concat(validate14.errors);
errors = vErrors.length;
}
}
if(data.startup !== undefined){
let data25 = data.startup;
if(typeof data25 === "string"){
if(!pattern8.test(data25)){
const err74 = {instancePath:instancePath+"/startup",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,6}(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]{1,6}(ms|s|m|h)$"+"\"",schema:"^[0-9]{1,6}(ms|s|m|h)$",parentSchema:schema24,data:data25};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
else {
const err75 = {instancePath:instancePath+"/startup",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.type,parentSchema:schema24,data:data25};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
if(data.stop !== undefined){
let data26 = data.stop;
if(typeof data26 === "string"){
if(!pattern8.test(data26)){
const err76 = {instancePath:instancePath+"/stop",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,6}(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]{1,6}(ms|s|m|h)$"+"\"",schema:"^[0-9]{1,6}(ms|s|m|h)$",parentSchema:schema24,data:data26};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
else {
const err77 = {instancePath:instancePath+"/stop",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.type,parentSchema:schema24,data:data26};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
if(data.backup !== undefined){
if(!(validate64(data.backup, {instancePath:instancePath+"/backup",parentData:data,parentDataProperty:"backup",rootData}))){
vErrors = vErrors === null ? validate64.errors : vErrors.concat(validate64.errors);
errors = vErrors.length;
}
}
}
else {
const err78 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema41.type,parentSchema:schema41,data};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
validate27.errors = vErrors;
return errors === 0;
}


function validate23(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs0 = errors;
let valid0 = true;
const _errs1 = errors;
if(errors === _errs1){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.extends === undefined) && (missing0 = "extends")){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
var _valid0 = _errs1 === errors;
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.extends === undefined){
const err2 = {instancePath,schemaPath:"#/then/required",keyword:"required",params:{missingProperty: "extends"},message:"must have required property '"+"extends"+"'",schema:schema33.then.required,parentSchema:schema33.then,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!((((((key0 === "extends") || (key0 === "description")) || (key0 === "image")) || (key0 === "version")) || (key0 === "limits")) || (key0 === "with"))){
const err3 = {instancePath,schemaPath:"#/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema33.then,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.extends !== undefined){
let data0 = data.extends;
if(typeof data0 === "string"){
if(!pattern16.test(data0)){
const err4 = {instancePath:instancePath+"/extends",schemaPath:"#/definitions/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"+"\"",schema:"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$",parentSchema:schema32,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/extends",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.type,parentSchema:schema32,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.description !== undefined){
let data1 = data.description;
if(typeof data1 === "string"){
if(func4(data1) > 300){
const err6 = {instancePath:instancePath+"/description",schemaPath:"#/definitions/sentence/maxLength",keyword:"maxLength",params:{limit: 300},message:"must NOT have more than 300 characters",schema:300,parentSchema:schema35,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(func4(data1) < 1){
const err7 = {instancePath:instancePath+"/description",schemaPath:"#/definitions/sentence/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema35,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(!pattern18.test(data1)){
const err8 = {instancePath:instancePath+"/description",schemaPath:"#/definitions/sentence/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\ud800-\\udfff]*$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\ud800-\\udfff]*$"+"\"",schema:"^[^\\u0000-\\u001f\\ud800-\\udfff]*$",parentSchema:schema35,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/description",schemaPath:"#/definitions/sentence/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.type,parentSchema:schema35,data:data1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.image !== undefined){
let data2 = data.image;
if(typeof data2 === "string"){
if(func4(data2) > 200){
const err10 = {instancePath:instancePath+"/image",schemaPath:"#/definitions/imageName/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema36,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(func4(data2) < 1){
const err11 = {instancePath:instancePath+"/image",schemaPath:"#/definitions/imageName/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema36,data:data2};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(!pattern19.test(data2)){
const err12 = {instancePath:instancePath+"/image",schemaPath:"#/definitions/imageName/pattern",keyword:"pattern",params:{pattern: "^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*(:[0-9]{1,5})?/)?[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*(/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*$"},message:"must match pattern \""+"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*(:[0-9]{1,5})?/)?[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*(/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*$"+"\"",schema:"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*(:[0-9]{1,5})?/)?[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*(/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*$",parentSchema:schema36,data:data2};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/image",schemaPath:"#/definitions/imageName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema36.type,parentSchema:schema36,data:data2};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.version !== undefined){
let data3 = data.version;
if((typeof data3 !== "string") && (!((typeof data3 == "number") && (isFinite(data3))))){
const err14 = {instancePath:instancePath+"/version",schemaPath:"#/definitions/version/type",keyword:"type",params:{type: schema37.type},message:"must be string,number",schema:schema37.type,parentSchema:schema37,data:data3};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(typeof data3 === "string"){
if(func4(data3) > 128){
const err15 = {instancePath:instancePath+"/version",schemaPath:"#/definitions/version/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters",schema:128,parentSchema:schema37,data:data3};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(!pattern20.test(data3)){
const err16 = {instancePath:instancePath+"/version",schemaPath:"#/definitions/version/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9._-]*$"},message:"must match pattern \""+"^[A-Za-z0-9][A-Za-z0-9._-]*$"+"\"",schema:"^[A-Za-z0-9][A-Za-z0-9._-]*$",parentSchema:schema37,data:data3};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
if(data.limits !== undefined){
if(!(validate14(data.limits, {instancePath:instancePath+"/limits",parentData:data,parentDataProperty:"limits",rootData}))){
vErrors = vErrors === null ? validate14.errors : vErrors.concat(validate14.errors);
errors = vErrors.length;
}
}
if(data.with !== undefined){
if(!(validate25(data.with, {instancePath:instancePath+"/with",parentData:data,parentDataProperty:"with",rootData}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
}
}
else {
const err17 = {instancePath,schemaPath:"#/then/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema33.then.type,parentSchema:schema33.then,data};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
var _valid0 = _errs3 === errors;
valid0 = _valid0;
ifClause0 = "then";
}
else {
const _errs20 = errors;
if(!(validate27(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
var _valid0 = _errs20 === errors;
valid0 = _valid0;
ifClause0 = "else";
}
if(!valid0){
const err18 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema33.if,parentSchema:schema33,data};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
validate23.errors = vErrors;
return errors === 0;
}

const schema76 = {"if":{"type":"object","properties":{"s3":{}},"required":["s3"]},"then":{"title":"S3Storage","type":"object","additionalProperties":false,"required":["s3","endpoint","credentials"],"properties":{"s3":{"description":"The bucket, on a server that speaks S3. It has to be there.","type":"string","pattern":"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$","examples":["mist-backups"]},"endpoint":{"description":"Address of the server without a path. https; http only on loopback, or with `encrypt`. An address of the host itself takes a grant of the host.","type":"string","pattern":"^https?://([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?){0,20}|\\[[0-9a-fA-F:.]{2,45}\\])(:[0-9]{1,5})?/?$","maxLength":300,"examples":["https://s3.example.com"]},"region":{"description":"Region that requests are signed for.","type":"string","pattern":"^[A-Za-z0-9-]{1,60}$","default":"us-east-1","examples":["eu-central-1"]},"prefix":{"description":"In front of every key, for a bucket that others use too.","type":"string","pattern":"^[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$","maxLength":100,"examples":["hosts/prod"]},"credentials":{"title":"S3CredentialsSource","description":"Who may write there.","type":"object","additionalProperties":false,"required":["secret"],"properties":{"secret":{"description":"The name of a secret that holds one line, ACCESS_KEY_ID:SECRET_ACCESS_KEY.","$ref":"#/definitions/secretName"}}},"encrypt":{"$ref":"#/definitions/recipients"}}},"else":{"title":"PathStorage","type":"object","additionalProperties":false,"required":["path"],"properties":{"path":{"description":"A folder of the host, within one that its settings grant for backups; no `..` in it.","type":"string","pattern":"^/(?!/)(?!.*//)(?!(.*/)?\\.{1,2}(/|$))[A-Za-z0-9._/@+~=-]+$","maxLength":400,"examples":["/srv/backups"]},"encrypt":{"$ref":"#/definitions/recipients"}}},"examples":[{"path":"/srv/backups"}]};
const schema77 = {"description":"The name of a secret, not its value: letters, digits and underscores, beginning with a letter.","type":"string","pattern":"^[A-Za-z][A-Za-z0-9_]*$","maxLength":100,"examples":["STRIPE_KEY"]};
const schema78 = {"description":"Public keys of age. What goes there is encrypted for all of them; a restore takes the identity of one. Without it nothing is encrypted.","type":"array","minItems":1,"maxItems":20,"items":{"description":"A public key of age, as `mistctl secret keygen` shows it.","type":"string","pattern":"^age1[a-z0-9]{8,4000}$","maxLength":4004}};
const pattern52 = func3("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", "u");
const pattern53 = func3("^https?://([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?){0,20}|\\[[0-9a-fA-F:.]{2,45}\\])(:[0-9]{1,5})?/?$", "u");
const pattern54 = func3("^[A-Za-z0-9-]{1,60}$", "u");
const pattern55 = func3("^[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$", "u");
const pattern56 = func3("^[A-Za-z][A-Za-z0-9_]*$", "u");
const pattern57 = func3("^age1[a-z0-9]{8,4000}$", "u");
const pattern58 = func3("^/(?!/)(?!.*//)(?!(.*/)?\\.{1,2}(/|$))[A-Za-z0-9._/@+~=-]+$", "u");

function validate80(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs0 = errors;
let valid0 = true;
const _errs1 = errors;
if(errors === _errs1){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.s3 === undefined) && (missing0 = "s3")){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
var _valid0 = _errs1 === errors;
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.s3 === undefined){
const err2 = {instancePath,schemaPath:"#/then/required",keyword:"required",params:{missingProperty: "s3"},message:"must have required property '"+"s3"+"'",schema:schema76.then.required,parentSchema:schema76.then,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.endpoint === undefined){
const err3 = {instancePath,schemaPath:"#/then/required",keyword:"required",params:{missingProperty: "endpoint"},message:"must have required property '"+"endpoint"+"'",schema:schema76.then.required,parentSchema:schema76.then,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.credentials === undefined){
const err4 = {instancePath,schemaPath:"#/then/required",keyword:"required",params:{missingProperty: "credentials"},message:"must have required property '"+"credentials"+"'",schema:schema76.then.required,parentSchema:schema76.then,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key0 in data){
if(!((((((key0 === "s3") || (key0 === "endpoint")) || (key0 === "region")) || (key0 === "prefix")) || (key0 === "credentials")) || (key0 === "encrypt"))){
const err5 = {instancePath,schemaPath:"#/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema76.then,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.s3 !== undefined){
let data0 = data.s3;
if(typeof data0 === "string"){
if(!pattern52.test(data0)){
const err6 = {instancePath:instancePath+"/s3",schemaPath:"#/then/properties/s3/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$"+"\"",schema:"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$",parentSchema:schema76.then.properties.s3,data:data0};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/s3",schemaPath:"#/then/properties/s3/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema76.then.properties.s3.type,parentSchema:schema76.then.properties.s3,data:data0};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.endpoint !== undefined){
let data1 = data.endpoint;
if(typeof data1 === "string"){
if(func4(data1) > 300){
const err8 = {instancePath:instancePath+"/endpoint",schemaPath:"#/then/properties/endpoint/maxLength",keyword:"maxLength",params:{limit: 300},message:"must NOT have more than 300 characters",schema:300,parentSchema:schema76.then.properties.endpoint,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(!pattern53.test(data1)){
const err9 = {instancePath:instancePath+"/endpoint",schemaPath:"#/then/properties/endpoint/pattern",keyword:"pattern",params:{pattern: "^https?://([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?){0,20}|\\[[0-9a-fA-F:.]{2,45}\\])(:[0-9]{1,5})?/?$"},message:"must match pattern \""+"^https?://([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?){0,20}|\\[[0-9a-fA-F:.]{2,45}\\])(:[0-9]{1,5})?/?$"+"\"",schema:"^https?://([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?){0,20}|\\[[0-9a-fA-F:.]{2,45}\\])(:[0-9]{1,5})?/?$",parentSchema:schema76.then.properties.endpoint,data:data1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/endpoint",schemaPath:"#/then/properties/endpoint/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema76.then.properties.endpoint.type,parentSchema:schema76.then.properties.endpoint,data:data1};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.region !== undefined){
let data2 = data.region;
if(typeof data2 === "string"){
if(!pattern54.test(data2)){
const err11 = {instancePath:instancePath+"/region",schemaPath:"#/then/properties/region/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9-]{1,60}$"},message:"must match pattern \""+"^[A-Za-z0-9-]{1,60}$"+"\"",schema:"^[A-Za-z0-9-]{1,60}$",parentSchema:schema76.then.properties.region,data:data2};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/region",schemaPath:"#/then/properties/region/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema76.then.properties.region.type,parentSchema:schema76.then.properties.region,data:data2};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.prefix !== undefined){
let data3 = data.prefix;
if(typeof data3 === "string"){
if(func4(data3) > 100){
const err13 = {instancePath:instancePath+"/prefix",schemaPath:"#/then/properties/prefix/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters",schema:100,parentSchema:schema76.then.properties.prefix,data:data3};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(!pattern55.test(data3)){
const err14 = {instancePath:instancePath+"/prefix",schemaPath:"#/then/properties/prefix/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$"},message:"must match pattern \""+"^[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$"+"\"",schema:"^[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$",parentSchema:schema76.then.properties.prefix,data:data3};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/prefix",schemaPath:"#/then/properties/prefix/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema76.then.properties.prefix.type,parentSchema:schema76.then.properties.prefix,data:data3};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.credentials !== undefined){
let data4 = data.credentials;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(data4.secret === undefined){
const err16 = {instancePath:instancePath+"/credentials",schemaPath:"#/then/properties/credentials/required",keyword:"required",params:{missingProperty: "secret"},message:"must have required property '"+"secret"+"'",schema:schema76.then.properties.credentials.required,parentSchema:schema76.then.properties.credentials,data:data4};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
for(const key1 in data4){
if(!(key1 === "secret")){
const err17 = {instancePath:instancePath+"/credentials",schemaPath:"#/then/properties/credentials/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema76.then.properties.credentials,data:data4};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data4.secret !== undefined){
let data5 = data4.secret;
if(typeof data5 === "string"){
if(func4(data5) > 100){
const err18 = {instancePath:instancePath+"/credentials/secret",schemaPath:"#/definitions/secretName/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters",schema:100,parentSchema:schema77,data:data5};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(!pattern56.test(data5)){
const err19 = {instancePath:instancePath+"/credentials/secret",schemaPath:"#/definitions/secretName/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_]*$"+"\"",schema:"^[A-Za-z][A-Za-z0-9_]*$",parentSchema:schema77,data:data5};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/credentials/secret",schemaPath:"#/definitions/secretName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema77.type,parentSchema:schema77,data:data5};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
else {
const err21 = {instancePath:instancePath+"/credentials",schemaPath:"#/then/properties/credentials/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema76.then.properties.credentials.type,parentSchema:schema76.then.properties.credentials,data:data4};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.encrypt !== undefined){
let data6 = data.encrypt;
if(Array.isArray(data6)){
if(data6.length > 20){
const err22 = {instancePath:instancePath+"/encrypt",schemaPath:"#/definitions/recipients/maxItems",keyword:"maxItems",params:{limit: 20},message:"must NOT have more than 20 items",schema:20,parentSchema:schema78,data:data6};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(data6.length < 1){
const err23 = {instancePath:instancePath+"/encrypt",schemaPath:"#/definitions/recipients/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema78,data:data6};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
const len0 = data6.length;
for(let i0=0; i0<len0; i0++){
let data7 = data6[i0];
if(typeof data7 === "string"){
if(func4(data7) > 4004){
const err24 = {instancePath:instancePath+"/encrypt/" + i0,schemaPath:"#/definitions/recipients/items/maxLength",keyword:"maxLength",params:{limit: 4004},message:"must NOT have more than 4004 characters",schema:4004,parentSchema:schema78.items,data:data7};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(!pattern57.test(data7)){
const err25 = {instancePath:instancePath+"/encrypt/" + i0,schemaPath:"#/definitions/recipients/items/pattern",keyword:"pattern",params:{pattern: "^age1[a-z0-9]{8,4000}$"},message:"must match pattern \""+"^age1[a-z0-9]{8,4000}$"+"\"",schema:"^age1[a-z0-9]{8,4000}$",parentSchema:schema78.items,data:data7};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/encrypt/" + i0,schemaPath:"#/definitions/recipients/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema78.items.type,parentSchema:schema78.items,data:data7};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
else {
const err27 = {instancePath:instancePath+"/encrypt",schemaPath:"#/definitions/recipients/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema78.type,parentSchema:schema78,data:data6};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
else {
const err28 = {instancePath,schemaPath:"#/then/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema76.then.type,parentSchema:schema76.then,data};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
var _valid0 = _errs3 === errors;
valid0 = _valid0;
ifClause0 = "then";
}
else {
const _errs25 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.path === undefined){
const err29 = {instancePath,schemaPath:"#/else/required",keyword:"required",params:{missingProperty: "path"},message:"must have required property '"+"path"+"'",schema:schema76.else.required,parentSchema:schema76.else,data};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
for(const key2 in data){
if(!((key2 === "path") || (key2 === "encrypt"))){
const err30 = {instancePath,schemaPath:"#/else/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema76.else,data};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data.path !== undefined){
let data8 = data.path;
if(typeof data8 === "string"){
if(func4(data8) > 400){
const err31 = {instancePath:instancePath+"/path",schemaPath:"#/else/properties/path/maxLength",keyword:"maxLength",params:{limit: 400},message:"must NOT have more than 400 characters",schema:400,parentSchema:schema76.else.properties.path,data:data8};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(!pattern58.test(data8)){
const err32 = {instancePath:instancePath+"/path",schemaPath:"#/else/properties/path/pattern",keyword:"pattern",params:{pattern: "^/(?!/)(?!.*//)(?!(.*/)?\\.{1,2}(/|$))[A-Za-z0-9._/@+~=-]+$"},message:"must match pattern \""+"^/(?!/)(?!.*//)(?!(.*/)?\\.{1,2}(/|$))[A-Za-z0-9._/@+~=-]+$"+"\"",schema:"^/(?!/)(?!.*//)(?!(.*/)?\\.{1,2}(/|$))[A-Za-z0-9._/@+~=-]+$",parentSchema:schema76.else.properties.path,data:data8};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
else {
const err33 = {instancePath:instancePath+"/path",schemaPath:"#/else/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema76.else.properties.path.type,parentSchema:schema76.else.properties.path,data:data8};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data.encrypt !== undefined){
let data9 = data.encrypt;
if(Array.isArray(data9)){
if(data9.length > 20){
const err34 = {instancePath:instancePath+"/encrypt",schemaPath:"#/definitions/recipients/maxItems",keyword:"maxItems",params:{limit: 20},message:"must NOT have more than 20 items",schema:20,parentSchema:schema78,data:data9};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(data9.length < 1){
const err35 = {instancePath:instancePath+"/encrypt",schemaPath:"#/definitions/recipients/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema78,data:data9};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
const len1 = data9.length;
for(let i1=0; i1<len1; i1++){
let data10 = data9[i1];
if(typeof data10 === "string"){
if(func4(data10) > 4004){
const err36 = {instancePath:instancePath+"/encrypt/" + i1,schemaPath:"#/definitions/recipients/items/maxLength",keyword:"maxLength",params:{limit: 4004},message:"must NOT have more than 4004 characters",schema:4004,parentSchema:schema78.items,data:data10};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(!pattern57.test(data10)){
const err37 = {instancePath:instancePath+"/encrypt/" + i1,schemaPath:"#/definitions/recipients/items/pattern",keyword:"pattern",params:{pattern: "^age1[a-z0-9]{8,4000}$"},message:"must match pattern \""+"^age1[a-z0-9]{8,4000}$"+"\"",schema:"^age1[a-z0-9]{8,4000}$",parentSchema:schema78.items,data:data10};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
else {
const err38 = {instancePath:instancePath+"/encrypt/" + i1,schemaPath:"#/definitions/recipients/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema78.items.type,parentSchema:schema78.items,data:data10};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
}
else {
const err39 = {instancePath:instancePath+"/encrypt",schemaPath:"#/definitions/recipients/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema78.type,parentSchema:schema78,data:data9};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
}
else {
const err40 = {instancePath,schemaPath:"#/else/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema76.else.type,parentSchema:schema76.else,data};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
var _valid0 = _errs25 === errors;
valid0 = _valid0;
ifClause0 = "else";
}
if(!valid0){
const err41 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema76.if,parentSchema:schema76,data};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
validate80.errors = vErrors;
return errors === 0;
}

const schema81 = {"title":"Project","description":"Apps that belong together and reach each other by name.","type":"object","additionalProperties":false,"properties":{"labels":{"$ref":"#/definitions/labels"},"env":{"description":"Environment of every app of the project but its databases; the app's own wins.","$ref":"#/definitions/env"},"apps":{"description":"Apps by name.","type":"object","propertyNames":{"$ref":"#/definitions/name"},"additionalProperties":{"$ref":"#/definitions/app"}}},"required":["apps"]};
const schema82 = {"description":"Labels for selection and for other tools, copied to the containers. Prefixes of Mist, Traefik and Docker are reserved.","type":"object","maxProperties":100,"propertyNames":{"description":"Letters, digits and `. _ / -`, at most 128 characters, beginning and ending with a letter or digit, without `..` or `//`.","type":"string","pattern":"^(?!.*(\\.\\.|//))[a-zA-Z0-9]([a-zA-Z0-9._/-]{0,126}[a-zA-Z0-9])?$"},"additionalProperties":{"description":"Text, a number or true/false, without NUL.","type":["string","number","boolean"],"maxLength":1024,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"}};
const pattern61 = func3("^(?!.*(\\.\\.|//))[a-zA-Z0-9]([a-zA-Z0-9._/-]{0,126}[a-zA-Z0-9])?$", "u");
const pattern62 = func3("^[^\\u0000\\ud800-\\udfff]*$", "u");
const schema83 = {"description":"Environment variables, kept exactly as written (01234 stays 01234). `{from: app.host}` takes an output of another app of the project, `{secret: NAME}` a secret.","type":"object","maxProperties":500,"propertyNames":{"$ref":"#/definitions/envName"},"additionalProperties":{"$ref":"#/definitions/envValue"}};
const schema85 = {"if":{"type":"object"},"then":{"title":"EnvReference","type":"object","additionalProperties":false,"description":"Either `{from: app.output}` or `{secret: NAME}`.","minProperties":1,"maxProperties":1,"properties":{"from":{"description":"`app.output`: host, port, url or domain of an app, or an output of the template of a database. `app.users.name.output` is the same for a user of `with.users`.","type":"string","pattern":"^[a-z0-9][a-z0-9-]*\\.(users\\.[a-z_][a-z0-9_]*\\.)?[a-z][A-Za-z]*$","maxLength":120},"secret":{"description":"The name of a secret; its value is shown nowhere.","$ref":"#/definitions/secretName"}}},"else":{"description":"Text, a number or true/false, without NUL.","type":["string","number","boolean"],"maxLength":65536,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"}};
const pattern64 = func3("^[a-z0-9][a-z0-9-]*\\.(users\\.[a-z_][a-z0-9_]*\\.)?[a-z][A-Za-z]*$", "u");

function validate84(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs0 = errors;
let valid0 = true;
const _errs1 = errors;
if(!(data && typeof data == "object" && !Array.isArray(data))){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
var _valid0 = _errs1 === errors;
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length > 1){
const err1 = {instancePath,schemaPath:"#/then/maxProperties",keyword:"maxProperties",params:{limit: 1},message:"must NOT have more than 1 properties",schema:1,parentSchema:schema85.then,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(Object.keys(data).length < 1){
const err2 = {instancePath,schemaPath:"#/then/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema85.then,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "from") || (key0 === "secret"))){
const err3 = {instancePath,schemaPath:"#/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema85.then,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.from !== undefined){
let data0 = data.from;
if(typeof data0 === "string"){
if(func4(data0) > 120){
const err4 = {instancePath:instancePath+"/from",schemaPath:"#/then/properties/from/maxLength",keyword:"maxLength",params:{limit: 120},message:"must NOT have more than 120 characters",schema:120,parentSchema:schema85.then.properties.from,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(!pattern64.test(data0)){
const err5 = {instancePath:instancePath+"/from",schemaPath:"#/then/properties/from/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]*\\.(users\\.[a-z_][a-z0-9_]*\\.)?[a-z][A-Za-z]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]*\\.(users\\.[a-z_][a-z0-9_]*\\.)?[a-z][A-Za-z]*$"+"\"",schema:"^[a-z0-9][a-z0-9-]*\\.(users\\.[a-z_][a-z0-9_]*\\.)?[a-z][A-Za-z]*$",parentSchema:schema85.then.properties.from,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/from",schemaPath:"#/then/properties/from/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema85.then.properties.from.type,parentSchema:schema85.then.properties.from,data:data0};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.secret !== undefined){
let data1 = data.secret;
if(typeof data1 === "string"){
if(func4(data1) > 100){
const err7 = {instancePath:instancePath+"/secret",schemaPath:"#/definitions/secretName/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters",schema:100,parentSchema:schema77,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(!pattern56.test(data1)){
const err8 = {instancePath:instancePath+"/secret",schemaPath:"#/definitions/secretName/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_]*$"+"\"",schema:"^[A-Za-z][A-Za-z0-9_]*$",parentSchema:schema77,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/secret",schemaPath:"#/definitions/secretName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema77.type,parentSchema:schema77,data:data1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
else {
const err10 = {instancePath,schemaPath:"#/then/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema85.then.type,parentSchema:schema85.then,data};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
var _valid0 = _errs3 === errors;
valid0 = _valid0;
ifClause0 = "then";
}
else {
const _errs11 = errors;
if(((typeof data !== "string") && (!((typeof data == "number") && (isFinite(data))))) && (typeof data !== "boolean")){
const err11 = {instancePath,schemaPath:"#/else/type",keyword:"type",params:{type: schema85.else.type},message:"must be string,number,boolean",schema:schema85.else.type,parentSchema:schema85.else,data};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(typeof data === "string"){
if(func4(data) > 65536){
const err12 = {instancePath,schemaPath:"#/else/maxLength",keyword:"maxLength",params:{limit: 65536},message:"must NOT have more than 65536 characters",schema:65536,parentSchema:schema85.else,data};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(!pattern62.test(data)){
const err13 = {instancePath,schemaPath:"#/else/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000\\ud800-\\udfff]*$"},message:"must match pattern \""+"^[^\\u0000\\ud800-\\udfff]*$"+"\"",schema:"^[^\\u0000\\ud800-\\udfff]*$",parentSchema:schema85.else,data};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
var _valid0 = _errs11 === errors;
valid0 = _valid0;
ifClause0 = "else";
}
if(!valid0){
const err14 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema85.if,parentSchema:schema85,data};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
validate84.errors = vErrors;
return errors === 0;
}


function validate83(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length > 500){
const err0 = {instancePath,schemaPath:"#/maxProperties",keyword:"maxProperties",params:{limit: 500},message:"must NOT have more than 500 properties",schema:500,parentSchema:schema83,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
const _errs1 = errors;
if(typeof key0 === "string"){
if(func4(key0) > 200){
const err1 = {instancePath,schemaPath:"#/definitions/envName/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema47,data:key0,propertyName:key0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(!pattern28.test(key0)){
const err2 = {instancePath,schemaPath:"#/definitions/envName/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\"",schema:"^[A-Za-z_][A-Za-z0-9_]*$",parentSchema:schema47,data:key0,propertyName:key0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath,schemaPath:"#/definitions/envName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema47.type,parentSchema:schema47,data:key0,propertyName:key0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
var valid0 = _errs1 === errors;
if(!valid0){
const err4 = {instancePath,schemaPath:"#/propertyNames",keyword:"propertyNames",params:{propertyName: key0},message:"property name must be valid",schema:schema83.propertyNames,parentSchema:schema83,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
for(const key1 in data){
if(!(validate84(data[key1], {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data,parentDataProperty:key1,rootData}))){
vErrors = vErrors === null ? validate84.errors : vErrors.concat(validate84.errors);
errors = vErrors.length;
}
}
}
else {
const err5 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema83.type,parentSchema:schema83,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
validate83.errors = vErrors;
return errors === 0;
}

const schema88 = {"title":"App","description":"One app. `image`, `port` and `domains` make a complete one.","type":"object","additionalProperties":false,"properties":{"type":{"description":"Follows from the other keys: `template` makes a database, `domains` or `port` make a web app, else it is a service. When stated it is checked.","enum":["web","service","database"]},"image":{"description":"Image reference in lower case, for example `nginx:1.27` or `ghcr.io/acme/shop:1.4.0`. A name without registry is an official one.","type":"string","minLength":1,"maxLength":255,"pattern":"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*(:[0-9]{1,5})?/)?[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*(/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?(@sha256:[0-9a-f]{64})?$","examples":["traefik/whoami:v1.10","ghcr.io/acme/shop:1.4.0"]},"template":{"description":"Run a database from this template: a built-in one, or one of `templates`. `mistctl template ls` lists them.","$ref":"#/definitions/name","examples":["postgres"]},"with":{"description":"Settings of the template; `mistctl template show <name>` lists them.","$ref":"#/definitions/databaseSettings","examples":[{"version":"17","database":"shop"}]},"git":{"description":"Build from this repository instead of the one that holds this file.","$ref":"#/definitions/git"},"build":{"description":"Build with a Dockerfile: a folder, or a map with more settings.","$ref":"#/definitions/build"},"port":{"description":"The port the app listens on inside its container.","$ref":"#/definitions/port","examples":[3000]},"domains":{"description":"Hosts that the proxy sends to this app. Without it a web app gets {project}-{app}.{ingress.domain}.","type":"array","minItems":1,"maxItems":100,"items":{"$ref":"#/definitions/domain"}},"env":{"$ref":"#/definitions/env"},"secrets":{"description":"Secrets that the app finds in its environment under their own names.","type":"array","maxItems":200,"uniqueItems":true,"items":{"$ref":"#/definitions/secretName"}},"limits":{"$ref":"#/definitions/limits"},"restart":{"$ref":"#/definitions/restart"},"replicas":{"description":"Containers of this app. 0 parks it: kept, not running.","type":"integer","minimum":0,"maximum":100,"default":1},"volumes":{"description":"Named volumes as `name:/path` or as a map, files of the repository as `./file:/path`, and folders of the host as `/folder:/path`; with `:ro` for reading alone.","type":"array","maxItems":50,"items":{"$ref":"#/definitions/volume"}},"files":{"description":"Files that the containers mount for reading, by their place: a path in the repository, or a map. A changed file is a new release.","type":"object","maxProperties":100,"propertyNames":{"$ref":"#/definitions/containerPath"},"additionalProperties":{"$ref":"#/definitions/file"}},"command":{"description":"Arguments for the entrypoint of the image.","$ref":"#/definitions/command"},"entrypoint":{"description":"Replaces the entrypoint of the image.","$ref":"#/definitions/command"},"dependsOn":{"description":"Apps of the same project that must be healthy before this one starts.","type":"array","maxItems":100,"uniqueItems":true,"items":{"$ref":"#/definitions/name"}},"labels":{"$ref":"#/definitions/labels"},"logs":{"$ref":"#/definitions/logs"},"health":{"$ref":"#/definitions/health"},"deploy":{"$ref":"#/definitions/deploy"},"maintenance":{"description":"Tell every visitor to come back later, with 503 and Retry-After, while the app keeps running: `true`, or a map that names the page they see. With `true` that is the page of `errorPage` for 503.","if":{"type":"object"},"then":{"title":"MaintenanceMap","type":"object","additionalProperties":false,"required":["app"],"properties":{"app":{"description":"The app that answers.","$ref":"#/definitions/pageApp"},"path":{"$ref":"#/definitions/pagePath","examples":["/maintenance.html"]}}},"else":{"description":"`true`, `false`, or a map with `app`.","type":"boolean"},"default":false},"errorPage":{"$ref":"#/definitions/errorPage"},"sticky":{"description":"Keep every visitor at one container, by a cookie.","type":"boolean","default":false},"protect":{"description":"No confirmation removes the volumes of this app, also after the app has left the file.","type":"boolean","default":false},"backup":{"description":"Keep copies of the data of this database elsewhere. A volume of another app has a `backup` of its own.","$ref":"#/definitions/backup"},"upgrade":{"description":"When git wants a version of a database that cannot open its data: `refuse` leaves it to a person; `dump-restore` stops the server, backs it up, lets one of the new version restore that into a new volume, compares both, and goes over. The old volume is kept. It takes a `backup`.","enum":["refuse","dump-restore"],"default":"refuse"},"rename":{"title":"RenameSection","description":"This app had another name in the same project: it keeps the volumes, which bear that name for good. Leave it in the file.","type":"object","additionalProperties":false,"required":["from"],"properties":{"from":{"description":"The name under which its volumes were made.","$ref":"#/definitions/name"}}},"responseTimeout":{"description":"How long the app may take to begin its answer, from 1s to 1h; after that the visitor gets 504. Without it for as long as the visitor waits.","$ref":"#/definitions/duration","examples":["30s"]},"preview":{"$ref":"#/definitions/preview"},"publish":{"description":"Ports of the host that lead to this app past the proxy: `5432`, `8080:80`, `127.0.0.1:8080:80/tcp`, or a map. Addresses beyond loopback need a grant in the settings of the host. Such an app cannot be replaced without downtime.","type":"array","maxItems":50,"items":{"$ref":"#/definitions/publish"}}}};
const schema137 = {"description":"A list, or one string that is split at spaces with quotes respected. No shell is involved.","if":{"type":"array"},"then":{"type":"array","minItems":1,"maxItems":200,"items":{"description":"One word of text or a number, without NUL.","type":["string","number"],"maxLength":8192,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"}},"else":{"description":"A line of words, or a list of words, without NUL.","type":"string","minLength":1,"maxLength":8192,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"},"examples":[["report","--since","24h"]]};
const func0 = (equal.default ?? equal);
const pattern68 = func3("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*(:[0-9]{1,5})?/)?[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*(/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?(@sha256:[0-9a-f]{64})?$", "u");
const schema90 = {"title":"DatabaseSettings","type":"object","maxProperties":50,"propertyNames":{"$ref":"#/definitions/parameterName"},"properties":{"password":{"title":"DatabasePassword","description":"The password of the user, in place of one that is derived from the key of the instance. It is changed in the database as soon as the secret changes.","type":"object","additionalProperties":false,"required":["secret"],"properties":{"secret":{"description":"The name of a secret; its value is shown nowhere.","$ref":"#/definitions/secretName"}}},"passwordVersion":{"description":"Another number gives every user of the database another derived password. It is changed in the database first, then the database and those who refer to it are started anew.","type":"integer","minimum":1,"maximum":1000000,"default":1},"databases":{"description":"Further databases. They are made when they are missing, and never dropped.","type":"array","maxItems":100,"uniqueItems":true,"items":{"$ref":"#/definitions/databaseName"},"examples":[["reports"]]},"vhosts":{"description":"Further virtual hosts. They are made when they are missing, with all rights for the user of the settings, and never removed.","type":"array","maxItems":100,"uniqueItems":true,"items":{"$ref":"#/definitions/databaseName"},"examples":[["orders"]]},"users":{"description":"Further users, each with a password of its own. They are made when they are missing, and never dropped. `{from: db.users.reader.url}` tells an app how to reach the database as one of them.","type":"array","maxItems":100,"items":{"$ref":"#/definitions/databaseUser"},"examples":[["reader",{"name":"writer","owns":"reports"}]]},"extensions":{"description":"Extensions of the database, such as `pg_trgm`. They are made when they are missing, and never dropped.","type":"array","maxItems":100,"uniqueItems":true,"items":{"description":"Lowercase letters, digits, underscores and hyphens.","type":"string","maxLength":63,"pattern":"^[a-z][a-z0-9_-]*$"},"examples":[["pg_trgm"]]}},"additionalProperties":{"$ref":"#/definitions/setting"}};
const schema94 = {"description":"Lowercase letters, digits and underscores, not beginning with a digit.","type":"string","maxLength":63,"pattern":"^[a-z_][a-z0-9_]*$"};
const pattern73 = func3("^[a-z_][a-z0-9_]*$", "u");
const schema96 = {"if":{"type":"object"},"then":{"title":"DatabaseUser","type":"object","additionalProperties":false,"required":["name"],"properties":{"name":{"$ref":"#/definitions/databaseUserName"},"owns":{"description":"A database or virtual host of this server in which it may do everything: the one of the app, or one of `databases` or `vhosts`.","type":"string","maxLength":63,"pattern":"^(/|[a-z_][a-z0-9_]*)$"}}},"else":{"$ref":"#/definitions/databaseUserName"}};
const schema97 = {"description":"Lowercase letters, digits and underscores, not beginning with a digit.","type":"string","maxLength":32,"pattern":"^[a-z_][a-z0-9_]*$"};
const pattern76 = func3("^(/|[a-z_][a-z0-9_]*)$", "u");

function validate89(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs0 = errors;
let valid0 = true;
const _errs1 = errors;
if(!(data && typeof data == "object" && !Array.isArray(data))){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
var _valid0 = _errs1 === errors;
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
const err1 = {instancePath,schemaPath:"#/then/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema96.then.required,parentSchema:schema96.then,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "name") || (key0 === "owns"))){
const err2 = {instancePath,schemaPath:"#/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema96.then,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(func4(data0) > 32){
const err3 = {instancePath:instancePath+"/name",schemaPath:"#/definitions/databaseUserName/maxLength",keyword:"maxLength",params:{limit: 32},message:"must NOT have more than 32 characters",schema:32,parentSchema:schema97,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(!pattern73.test(data0)){
const err4 = {instancePath:instancePath+"/name",schemaPath:"#/definitions/databaseUserName/pattern",keyword:"pattern",params:{pattern: "^[a-z_][a-z0-9_]*$"},message:"must match pattern \""+"^[a-z_][a-z0-9_]*$"+"\"",schema:"^[a-z_][a-z0-9_]*$",parentSchema:schema97,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/name",schemaPath:"#/definitions/databaseUserName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema97.type,parentSchema:schema97,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.owns !== undefined){
let data1 = data.owns;
if(typeof data1 === "string"){
if(func4(data1) > 63){
const err6 = {instancePath:instancePath+"/owns",schemaPath:"#/then/properties/owns/maxLength",keyword:"maxLength",params:{limit: 63},message:"must NOT have more than 63 characters",schema:63,parentSchema:schema96.then.properties.owns,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(!pattern76.test(data1)){
const err7 = {instancePath:instancePath+"/owns",schemaPath:"#/then/properties/owns/pattern",keyword:"pattern",params:{pattern: "^(/|[a-z_][a-z0-9_]*)$"},message:"must match pattern \""+"^(/|[a-z_][a-z0-9_]*)$"+"\"",schema:"^(/|[a-z_][a-z0-9_]*)$",parentSchema:schema96.then.properties.owns,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/owns",schemaPath:"#/then/properties/owns/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema96.then.properties.owns.type,parentSchema:schema96.then.properties.owns,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath,schemaPath:"#/then/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema96.then.type,parentSchema:schema96.then,data};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
var _valid0 = _errs3 === errors;
valid0 = _valid0;
ifClause0 = "then";
}
else {
const _errs11 = errors;
if(typeof data === "string"){
if(func4(data) > 32){
const err10 = {instancePath,schemaPath:"#/definitions/databaseUserName/maxLength",keyword:"maxLength",params:{limit: 32},message:"must NOT have more than 32 characters",schema:32,parentSchema:schema97,data};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(!pattern73.test(data)){
const err11 = {instancePath,schemaPath:"#/definitions/databaseUserName/pattern",keyword:"pattern",params:{pattern: "^[a-z_][a-z0-9_]*$"},message:"must match pattern \""+"^[a-z_][a-z0-9_]*$"+"\"",schema:"^[a-z_][a-z0-9_]*$",parentSchema:schema97,data};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath,schemaPath:"#/definitions/databaseUserName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema97.type,parentSchema:schema97,data};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
var _valid0 = _errs11 === errors;
valid0 = _valid0;
ifClause0 = "else";
}
if(!valid0){
const err13 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema96.if,parentSchema:schema96,data};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
validate89.errors = vErrors;
return errors === 0;
}


function validate88(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length > 50){
const err0 = {instancePath,schemaPath:"#/maxProperties",keyword:"maxProperties",params:{limit: 50},message:"must NOT have more than 50 properties",schema:50,parentSchema:schema90,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
const _errs1 = errors;
if(typeof key0 === "string"){
if(func4(key0) > 40){
const err1 = {instancePath,schemaPath:"#/definitions/parameterName/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters",schema:40,parentSchema:schema39,data:key0,propertyName:key0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(!pattern21.test(key0)){
const err2 = {instancePath,schemaPath:"#/definitions/parameterName/pattern",keyword:"pattern",params:{pattern: "^[a-z][A-Za-z0-9]*$"},message:"must match pattern \""+"^[a-z][A-Za-z0-9]*$"+"\"",schema:"^[a-z][A-Za-z0-9]*$",parentSchema:schema39,data:key0,propertyName:key0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath,schemaPath:"#/definitions/parameterName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.type,parentSchema:schema39,data:key0,propertyName:key0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
var valid0 = _errs1 === errors;
if(!valid0){
const err4 = {instancePath,schemaPath:"#/propertyNames",keyword:"propertyNames",params:{propertyName: key0},message:"property name must be valid",schema:schema90.propertyNames,parentSchema:schema90,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
for(const key1 in data){
if(!((((((key1 === "password") || (key1 === "passwordVersion")) || (key1 === "databases")) || (key1 === "vhosts")) || (key1 === "users")) || (key1 === "extensions"))){
let data0 = data[key1];
if(((typeof data0 !== "string") && (!((typeof data0 == "number") && (isFinite(data0))))) && (typeof data0 !== "boolean")){
const err5 = {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/setting/type",keyword:"type",params:{type: schema40.type},message:"must be string,number,boolean",schema:schema40.type,parentSchema:schema40,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(typeof data0 === "string"){
if(func4(data0) > 1024){
const err6 = {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/setting/maxLength",keyword:"maxLength",params:{limit: 1024},message:"must NOT have more than 1024 characters",schema:1024,parentSchema:schema40,data:data0};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(!pattern18.test(data0)){
const err7 = {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/setting/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\ud800-\\udfff]*$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\ud800-\\udfff]*$"+"\"",schema:"^[^\\u0000-\\u001f\\ud800-\\udfff]*$",parentSchema:schema40,data:data0};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
}
if(data.password !== undefined){
let data1 = data.password;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.secret === undefined){
const err8 = {instancePath:instancePath+"/password",schemaPath:"#/properties/password/required",keyword:"required",params:{missingProperty: "secret"},message:"must have required property '"+"secret"+"'",schema:schema90.properties.password.required,parentSchema:schema90.properties.password,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
for(const key2 in data1){
if(!(key2 === "secret")){
const err9 = {instancePath:instancePath+"/password",schemaPath:"#/properties/password/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema90.properties.password,data:data1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data1.secret !== undefined){
let data2 = data1.secret;
if(typeof data2 === "string"){
if(func4(data2) > 100){
const err10 = {instancePath:instancePath+"/password/secret",schemaPath:"#/definitions/secretName/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters",schema:100,parentSchema:schema77,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(!pattern56.test(data2)){
const err11 = {instancePath:instancePath+"/password/secret",schemaPath:"#/definitions/secretName/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_]*$"+"\"",schema:"^[A-Za-z][A-Za-z0-9_]*$",parentSchema:schema77,data:data2};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/password/secret",schemaPath:"#/definitions/secretName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema77.type,parentSchema:schema77,data:data2};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
else {
const err13 = {instancePath:instancePath+"/password",schemaPath:"#/properties/password/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema90.properties.password.type,parentSchema:schema90.properties.password,data:data1};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.passwordVersion !== undefined){
let data3 = data.passwordVersion;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err14 = {instancePath:instancePath+"/passwordVersion",schemaPath:"#/properties/passwordVersion/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema90.properties.passwordVersion.type,parentSchema:schema90.properties.passwordVersion,data:data3};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 1000000 || isNaN(data3)){
const err15 = {instancePath:instancePath+"/passwordVersion",schemaPath:"#/properties/passwordVersion/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000},message:"must be <= 1000000",schema:1000000,parentSchema:schema90.properties.passwordVersion,data:data3};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data3 < 1 || isNaN(data3)){
const err16 = {instancePath:instancePath+"/passwordVersion",schemaPath:"#/properties/passwordVersion/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema90.properties.passwordVersion,data:data3};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
if(data.databases !== undefined){
let data4 = data.databases;
if(Array.isArray(data4)){
if(data4.length > 100){
const err17 = {instancePath:instancePath+"/databases",schemaPath:"#/properties/databases/maxItems",keyword:"maxItems",params:{limit: 100},message:"must NOT have more than 100 items",schema:100,parentSchema:schema90.properties.databases,data:data4};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(typeof data5 === "string"){
if(func4(data5) > 63){
const err18 = {instancePath:instancePath+"/databases/" + i0,schemaPath:"#/definitions/databaseName/maxLength",keyword:"maxLength",params:{limit: 63},message:"must NOT have more than 63 characters",schema:63,parentSchema:schema94,data:data5};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(!pattern73.test(data5)){
const err19 = {instancePath:instancePath+"/databases/" + i0,schemaPath:"#/definitions/databaseName/pattern",keyword:"pattern",params:{pattern: "^[a-z_][a-z0-9_]*$"},message:"must match pattern \""+"^[a-z_][a-z0-9_]*$"+"\"",schema:"^[a-z_][a-z0-9_]*$",parentSchema:schema94,data:data5};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/databases/" + i0,schemaPath:"#/definitions/databaseName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema94.type,parentSchema:schema94,data:data5};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
let i1 = data4.length;
let j0;
if(i1 > 1){
outer0:
for(;i1--;){
for(j0 = i1; j0--;){
if(func0(data4[i1], data4[j0])){
const err21 = {instancePath:instancePath+"/databases",schemaPath:"#/properties/databases/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)",schema:true,parentSchema:schema90.properties.databases,data:data4};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
break outer0;
}
}
}
}
}
else {
const err22 = {instancePath:instancePath+"/databases",schemaPath:"#/properties/databases/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema90.properties.databases.type,parentSchema:schema90.properties.databases,data:data4};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.vhosts !== undefined){
let data6 = data.vhosts;
if(Array.isArray(data6)){
if(data6.length > 100){
const err23 = {instancePath:instancePath+"/vhosts",schemaPath:"#/properties/vhosts/maxItems",keyword:"maxItems",params:{limit: 100},message:"must NOT have more than 100 items",schema:100,parentSchema:schema90.properties.vhosts,data:data6};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
const len1 = data6.length;
for(let i2=0; i2<len1; i2++){
let data7 = data6[i2];
if(typeof data7 === "string"){
if(func4(data7) > 63){
const err24 = {instancePath:instancePath+"/vhosts/" + i2,schemaPath:"#/definitions/databaseName/maxLength",keyword:"maxLength",params:{limit: 63},message:"must NOT have more than 63 characters",schema:63,parentSchema:schema94,data:data7};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(!pattern73.test(data7)){
const err25 = {instancePath:instancePath+"/vhosts/" + i2,schemaPath:"#/definitions/databaseName/pattern",keyword:"pattern",params:{pattern: "^[a-z_][a-z0-9_]*$"},message:"must match pattern \""+"^[a-z_][a-z0-9_]*$"+"\"",schema:"^[a-z_][a-z0-9_]*$",parentSchema:schema94,data:data7};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/vhosts/" + i2,schemaPath:"#/definitions/databaseName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema94.type,parentSchema:schema94,data:data7};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
let i3 = data6.length;
let j1;
if(i3 > 1){
outer1:
for(;i3--;){
for(j1 = i3; j1--;){
if(func0(data6[i3], data6[j1])){
const err27 = {instancePath:instancePath+"/vhosts",schemaPath:"#/properties/vhosts/uniqueItems",keyword:"uniqueItems",params:{i: i3, j: j1},message:"must NOT have duplicate items (items ## "+j1+" and "+i3+" are identical)",schema:true,parentSchema:schema90.properties.vhosts,data:data6};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
break outer1;
}
}
}
}
}
else {
const err28 = {instancePath:instancePath+"/vhosts",schemaPath:"#/properties/vhosts/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema90.properties.vhosts.type,parentSchema:schema90.properties.vhosts,data:data6};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data.users !== undefined){
let data8 = data.users;
if(Array.isArray(data8)){
if(data8.length > 100){
const err29 = {instancePath:instancePath+"/users",schemaPath:"#/properties/users/maxItems",keyword:"maxItems",params:{limit: 100},message:"must NOT have more than 100 items",schema:100,parentSchema:schema90.properties.users,data:data8};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
const len2 = data8.length;
for(let i4=0; i4<len2; i4++){
if(!(validate89(data8[i4], {instancePath:instancePath+"/users/" + i4,parentData:data8,parentDataProperty:i4,rootData}))){
vErrors = vErrors === null ? validate89.errors : vErrors.concat(validate89.errors);
errors = vErrors.length;
}
}
}
else {
const err30 = {instancePath:instancePath+"/users",schemaPath:"#/properties/users/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema90.properties.users.type,parentSchema:schema90.properties.users,data:data8};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data.extensions !== undefined){
let data10 = data.extensions;
if(Array.isArray(data10)){
if(data10.length > 100){
const err31 = {instancePath:instancePath+"/extensions",schemaPath:"#/properties/extensions/maxItems",keyword:"maxItems",params:{limit: 100},message:"must NOT have more than 100 items",schema:100,parentSchema:schema90.properties.extensions,data:data10};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
const len3 = data10.length;
for(let i5=0; i5<len3; i5++){
let data11 = data10[i5];
if(typeof data11 === "string"){
if(func4(data11) > 63){
const err32 = {instancePath:instancePath+"/extensions/" + i5,schemaPath:"#/properties/extensions/items/maxLength",keyword:"maxLength",params:{limit: 63},message:"must NOT have more than 63 characters",schema:63,parentSchema:schema90.properties.extensions.items,data:data11};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(!pattern30.test(data11)){
const err33 = {instancePath:instancePath+"/extensions/" + i5,schemaPath:"#/properties/extensions/items/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9_-]*$"},message:"must match pattern \""+"^[a-z][a-z0-9_-]*$"+"\"",schema:"^[a-z][a-z0-9_-]*$",parentSchema:schema90.properties.extensions.items,data:data11};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
else {
const err34 = {instancePath:instancePath+"/extensions/" + i5,schemaPath:"#/properties/extensions/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema90.properties.extensions.items.type,parentSchema:schema90.properties.extensions.items,data:data11};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
let i6 = data10.length;
let j2;
if(i6 > 1){
const indices0 = {};
for(;i6--;){
let item0 = data10[i6];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j2 = indices0[item0];
const err35 = {instancePath:instancePath+"/extensions",schemaPath:"#/properties/extensions/uniqueItems",keyword:"uniqueItems",params:{i: i6, j: j2},message:"must NOT have duplicate items (items ## "+j2+" and "+i6+" are identical)",schema:true,parentSchema:schema90.properties.extensions,data:data10};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
break;
}
indices0[item0] = i6;
}
}
}
else {
const err36 = {instancePath:instancePath+"/extensions",schemaPath:"#/properties/extensions/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema90.properties.extensions.type,parentSchema:schema90.properties.extensions,data:data10};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
else {
const err37 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema90.type,parentSchema:schema90,data};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
validate88.errors = vErrors;
return errors === 0;
}

const schema99 = {"description":"`url#ref` or a map. Without a ref it is the default branch of the remote.","if":{"type":"object"},"then":{"title":"GitMap","type":"object","additionalProperties":false,"required":["url"],"properties":{"url":{"description":"https or ssh address of the repository.","$ref":"#/definitions/gitUrl"},"ref":{"description":"Branch or tag.","$ref":"#/definitions/gitRef"}}},"else":{"description":"`url#ref`, or the url alone.","type":"string","minLength":1,"maxLength":500},"examples":["https://git.example.com/acme/shop.git#main"]};
const schema100 = {"description":"https or ssh address of the repository, without a password in it.","type":"string","minLength":1,"maxLength":400};
const schema101 = {"description":"A branch or a tag as git allows them: letters, digits and `. _ / -`, beginning with a letter or digit.","type":"string","minLength":1,"maxLength":200,"pattern":"^[A-Za-z0-9][A-Za-z0-9._/-]*$"};
const pattern79 = func3("^[A-Za-z0-9][A-Za-z0-9._/-]*$", "u");

function validate92(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs0 = errors;
let valid0 = true;
const _errs1 = errors;
if(!(data && typeof data == "object" && !Array.isArray(data))){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
var _valid0 = _errs1 === errors;
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.url === undefined){
const err1 = {instancePath,schemaPath:"#/then/required",keyword:"required",params:{missingProperty: "url"},message:"must have required property '"+"url"+"'",schema:schema99.then.required,parentSchema:schema99.then,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "url") || (key0 === "ref"))){
const err2 = {instancePath,schemaPath:"#/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema99.then,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.url !== undefined){
let data0 = data.url;
if(typeof data0 === "string"){
if(func4(data0) > 400){
const err3 = {instancePath:instancePath+"/url",schemaPath:"#/definitions/gitUrl/maxLength",keyword:"maxLength",params:{limit: 400},message:"must NOT have more than 400 characters",schema:400,parentSchema:schema100,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(func4(data0) < 1){
const err4 = {instancePath:instancePath+"/url",schemaPath:"#/definitions/gitUrl/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema100,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/url",schemaPath:"#/definitions/gitUrl/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema100.type,parentSchema:schema100,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.ref !== undefined){
let data1 = data.ref;
if(typeof data1 === "string"){
if(func4(data1) > 200){
const err6 = {instancePath:instancePath+"/ref",schemaPath:"#/definitions/gitRef/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema101,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(func4(data1) < 1){
const err7 = {instancePath:instancePath+"/ref",schemaPath:"#/definitions/gitRef/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema101,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(!pattern79.test(data1)){
const err8 = {instancePath:instancePath+"/ref",schemaPath:"#/definitions/gitRef/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9._/-]*$"},message:"must match pattern \""+"^[A-Za-z0-9][A-Za-z0-9._/-]*$"+"\"",schema:"^[A-Za-z0-9][A-Za-z0-9._/-]*$",parentSchema:schema101,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/ref",schemaPath:"#/definitions/gitRef/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema101.type,parentSchema:schema101,data:data1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
else {
const err10 = {instancePath,schemaPath:"#/then/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema99.then.type,parentSchema:schema99.then,data};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
var _valid0 = _errs3 === errors;
valid0 = _valid0;
ifClause0 = "then";
}
else {
const _errs12 = errors;
if(typeof data === "string"){
if(func4(data) > 500){
const err11 = {instancePath,schemaPath:"#/else/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters",schema:500,parentSchema:schema99.else,data};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(func4(data) < 1){
const err12 = {instancePath,schemaPath:"#/else/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema99.else,data};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath,schemaPath:"#/else/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema99.else.type,parentSchema:schema99.else,data};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
var _valid0 = _errs12 === errors;
valid0 = _valid0;
ifClause0 = "else";
}
if(!valid0){
const err14 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema99.if,parentSchema:schema99,data};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
validate92.errors = vErrors;
return errors === 0;
}

const schema102 = {"if":{"type":"object"},"then":{"title":"BuildMap","type":"object","additionalProperties":false,"properties":{"path":{"description":"Folder that is the build context.","$ref":"#/definitions/repositoryPath","default":"."},"dockerfile":{"description":"Path of the Dockerfile below `path`.","$ref":"#/definitions/repositoryPath","default":"Dockerfile"},"target":{"description":"Stage of the Dockerfile to build: letters, digits and `. _ -`.","type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9._-]*$","maxLength":100},"args":{"description":"Build arguments; apart from `env`, which never enters a build.","type":"object","maxProperties":100,"propertyNames":{"$ref":"#/definitions/envName"},"additionalProperties":{"description":"Text, a number or true/false, without NUL.","type":["string","number","boolean"],"maxLength":8192,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"}},"secrets":{"description":"What a step may ask for by `RUN --mount=type=secret,id=…`, by that id. The texts reach the build alone and stand in no layer; a new text builds nothing. It takes a host whose operator has set `builds.builder: buildkit`.","$ref":"#/definitions/buildSecrets"},"watch":{"description":"Files and folders, from the root of the repository, that the build depends on: a commit that changes none of them builds nothing. They and the Dockerfile are all that the build gets to see of `path`, so that no image is older than what it was made of. Without it that is everything below `path`.","type":"array","minItems":1,"maxItems":100,"uniqueItems":true,"items":{"$ref":"#/definitions/repositoryPath"},"examples":[["services/web","lib","package.json"]]}}},"else":{"$ref":"#/definitions/repositoryPath"},"examples":["services/web"]};
const schema106 = {"description":"Ids, and the secrets that stand behind them.","type":"object","minProperties":1,"maxProperties":50,"propertyNames":{"description":"An id: letters, digits and `. _ -`.","pattern":"^[A-Za-z0-9_][A-Za-z0-9._-]*$","maxLength":100},"additionalProperties":{"title":"BuildSecret","type":"object","additionalProperties":false,"required":["secret"],"properties":{"secret":{"description":"The name of a secret; its value is shown nowhere.","$ref":"#/definitions/secretName"}}},"examples":[{"npmrc":{"secret":"NPM_TOKEN"}}]};
const pattern85 = func3("^[A-Za-z0-9_][A-Za-z0-9._-]*$", "u");

function validate95(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length > 50){
const err0 = {instancePath,schemaPath:"#/maxProperties",keyword:"maxProperties",params:{limit: 50},message:"must NOT have more than 50 properties",schema:50,parentSchema:schema106,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(Object.keys(data).length < 1){
const err1 = {instancePath,schemaPath:"#/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema106,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
const _errs1 = errors;
if(typeof key0 === "string"){
if(func4(key0) > 100){
const err2 = {instancePath,schemaPath:"#/propertyNames/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters",schema:100,parentSchema:schema106.propertyNames,data:key0,propertyName:key0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(!pattern85.test(key0)){
const err3 = {instancePath,schemaPath:"#/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9_][A-Za-z0-9._-]*$"},message:"must match pattern \""+"^[A-Za-z0-9_][A-Za-z0-9._-]*$"+"\"",schema:"^[A-Za-z0-9_][A-Za-z0-9._-]*$",parentSchema:schema106.propertyNames,data:key0,propertyName:key0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
var valid0 = _errs1 === errors;
if(!valid0){
const err4 = {instancePath,schemaPath:"#/propertyNames",keyword:"propertyNames",params:{propertyName: key0},message:"property name must be valid",schema:schema106.propertyNames,parentSchema:schema106,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
for(const key1 in data){
let data0 = data[key1];
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.secret === undefined){
const err5 = {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/required",keyword:"required",params:{missingProperty: "secret"},message:"must have required property '"+"secret"+"'",schema:schema106.additionalProperties.required,parentSchema:schema106.additionalProperties,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
for(const key2 in data0){
if(!(key2 === "secret")){
const err6 = {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema106.additionalProperties,data:data0};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data0.secret !== undefined){
let data1 = data0.secret;
if(typeof data1 === "string"){
if(func4(data1) > 100){
const err7 = {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/secret",schemaPath:"#/definitions/secretName/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters",schema:100,parentSchema:schema77,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(!pattern56.test(data1)){
const err8 = {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/secret",schemaPath:"#/definitions/secretName/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_]*$"+"\"",schema:"^[A-Za-z][A-Za-z0-9_]*$",parentSchema:schema77,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/secret",schemaPath:"#/definitions/secretName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema77.type,parentSchema:schema77,data:data1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
else {
const err10 = {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema106.additionalProperties.type,parentSchema:schema106.additionalProperties,data:data0};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema106.type,parentSchema:schema106,data};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
validate95.errors = vErrors;
return errors === 0;
}


function validate94(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs0 = errors;
let valid0 = true;
const _errs1 = errors;
if(!(data && typeof data == "object" && !Array.isArray(data))){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
var _valid0 = _errs1 === errors;
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((key0 === "path") || (key0 === "dockerfile")) || (key0 === "target")) || (key0 === "args")) || (key0 === "secrets")) || (key0 === "watch"))){
const err1 = {instancePath,schemaPath:"#/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema102.then,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.path !== undefined){
let data0 = data.path;
if(typeof data0 === "string"){
if(func4(data0) > 255){
const err2 = {instancePath:instancePath+"/path",schemaPath:"#/definitions/repositoryPath/maxLength",keyword:"maxLength",params:{limit: 255},message:"must NOT have more than 255 characters",schema:255,parentSchema:schema13,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(func4(data0) < 1){
const err3 = {instancePath:instancePath+"/path",schemaPath:"#/definitions/repositoryPath/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema13,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(!pattern2.test(data0)){
const err4 = {instancePath:instancePath+"/path",schemaPath:"#/definitions/repositoryPath/pattern",keyword:"pattern",params:{pattern: "^(?![/-])(?!.*//)(?!(.*/)?(\\.\\.|\\.git)(/|$))[A-Za-z0-9._/@+~=-]+$"},message:"must match pattern \""+"^(?![/-])(?!.*//)(?!(.*/)?(\\.\\.|\\.git)(/|$))[A-Za-z0-9._/@+~=-]+$"+"\"",schema:"^(?![/-])(?!.*//)(?!(.*/)?(\\.\\.|\\.git)(/|$))[A-Za-z0-9._/@+~=-]+$",parentSchema:schema13,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/path",schemaPath:"#/definitions/repositoryPath/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.type,parentSchema:schema13,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.dockerfile !== undefined){
let data1 = data.dockerfile;
if(typeof data1 === "string"){
if(func4(data1) > 255){
const err6 = {instancePath:instancePath+"/dockerfile",schemaPath:"#/definitions/repositoryPath/maxLength",keyword:"maxLength",params:{limit: 255},message:"must NOT have more than 255 characters",schema:255,parentSchema:schema13,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(func4(data1) < 1){
const err7 = {instancePath:instancePath+"/dockerfile",schemaPath:"#/definitions/repositoryPath/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema13,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(!pattern2.test(data1)){
const err8 = {instancePath:instancePath+"/dockerfile",schemaPath:"#/definitions/repositoryPath/pattern",keyword:"pattern",params:{pattern: "^(?![/-])(?!.*//)(?!(.*/)?(\\.\\.|\\.git)(/|$))[A-Za-z0-9._/@+~=-]+$"},message:"must match pattern \""+"^(?![/-])(?!.*//)(?!(.*/)?(\\.\\.|\\.git)(/|$))[A-Za-z0-9._/@+~=-]+$"+"\"",schema:"^(?![/-])(?!.*//)(?!(.*/)?(\\.\\.|\\.git)(/|$))[A-Za-z0-9._/@+~=-]+$",parentSchema:schema13,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/dockerfile",schemaPath:"#/definitions/repositoryPath/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.type,parentSchema:schema13,data:data1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.target !== undefined){
let data2 = data.target;
if(typeof data2 === "string"){
if(func4(data2) > 100){
const err10 = {instancePath:instancePath+"/target",schemaPath:"#/then/properties/target/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters",schema:100,parentSchema:schema102.then.properties.target,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(!pattern20.test(data2)){
const err11 = {instancePath:instancePath+"/target",schemaPath:"#/then/properties/target/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9._-]*$"},message:"must match pattern \""+"^[A-Za-z0-9][A-Za-z0-9._-]*$"+"\"",schema:"^[A-Za-z0-9][A-Za-z0-9._-]*$",parentSchema:schema102.then.properties.target,data:data2};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/target",schemaPath:"#/then/properties/target/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema102.then.properties.target.type,parentSchema:schema102.then.properties.target,data:data2};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.args !== undefined){
let data3 = data.args;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(Object.keys(data3).length > 100){
const err13 = {instancePath:instancePath+"/args",schemaPath:"#/then/properties/args/maxProperties",keyword:"maxProperties",params:{limit: 100},message:"must NOT have more than 100 properties",schema:100,parentSchema:schema102.then.properties.args,data:data3};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
for(const key1 in data3){
const _errs16 = errors;
if(typeof key1 === "string"){
if(func4(key1) > 200){
const err14 = {instancePath:instancePath+"/args",schemaPath:"#/definitions/envName/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema47,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(!pattern28.test(key1)){
const err15 = {instancePath:instancePath+"/args",schemaPath:"#/definitions/envName/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\"",schema:"^[A-Za-z_][A-Za-z0-9_]*$",parentSchema:schema47,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/args",schemaPath:"#/definitions/envName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema47.type,parentSchema:schema47,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
var valid4 = _errs16 === errors;
if(!valid4){
const err17 = {instancePath:instancePath+"/args",schemaPath:"#/then/properties/args/propertyNames",keyword:"propertyNames",params:{propertyName: key1},message:"property name must be valid",schema:schema102.then.properties.args.propertyNames,parentSchema:schema102.then.properties.args,data:data3};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
for(const key2 in data3){
let data4 = data3[key2];
if(((typeof data4 !== "string") && (!((typeof data4 == "number") && (isFinite(data4))))) && (typeof data4 !== "boolean")){
const err18 = {instancePath:instancePath+"/args/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/then/properties/args/additionalProperties/type",keyword:"type",params:{type: schema102.then.properties.args.additionalProperties.type},message:"must be string,number,boolean",schema:schema102.then.properties.args.additionalProperties.type,parentSchema:schema102.then.properties.args.additionalProperties,data:data4};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(typeof data4 === "string"){
if(func4(data4) > 8192){
const err19 = {instancePath:instancePath+"/args/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/then/properties/args/additionalProperties/maxLength",keyword:"maxLength",params:{limit: 8192},message:"must NOT have more than 8192 characters",schema:8192,parentSchema:schema102.then.properties.args.additionalProperties,data:data4};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(!pattern62.test(data4)){
const err20 = {instancePath:instancePath+"/args/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/then/properties/args/additionalProperties/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000\\ud800-\\udfff]*$"},message:"must match pattern \""+"^[^\\u0000\\ud800-\\udfff]*$"+"\"",schema:"^[^\\u0000\\ud800-\\udfff]*$",parentSchema:schema102.then.properties.args.additionalProperties,data:data4};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
}
else {
const err21 = {instancePath:instancePath+"/args",schemaPath:"#/then/properties/args/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema102.then.properties.args.type,parentSchema:schema102.then.properties.args,data:data3};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.secrets !== undefined){
if(!(validate95(data.secrets, {instancePath:instancePath+"/secrets",parentData:data,parentDataProperty:"secrets",rootData}))){
vErrors = vErrors === null ? validate95.errors : vErrors.concat(validate95.errors);
errors = vErrors.length;
}
}
if(data.watch !== undefined){
let data6 = data.watch;
if(Array.isArray(data6)){
if(data6.length > 100){
const err22 = {instancePath:instancePath+"/watch",schemaPath:"#/then/properties/watch/maxItems",keyword:"maxItems",params:{limit: 100},message:"must NOT have more than 100 items",schema:100,parentSchema:schema102.then.properties.watch,data:data6};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(data6.length < 1){
const err23 = {instancePath:instancePath+"/watch",schemaPath:"#/then/properties/watch/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema102.then.properties.watch,data:data6};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
const len0 = data6.length;
for(let i0=0; i0<len0; i0++){
let data7 = data6[i0];
if(typeof data7 === "string"){
if(func4(data7) > 255){
const err24 = {instancePath:instancePath+"/watch/" + i0,schemaPath:"#/definitions/repositoryPath/maxLength",keyword:"maxLength",params:{limit: 255},message:"must NOT have more than 255 characters",schema:255,parentSchema:schema13,data:data7};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(func4(data7) < 1){
const err25 = {instancePath:instancePath+"/watch/" + i0,schemaPath:"#/definitions/repositoryPath/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema13,data:data7};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(!pattern2.test(data7)){
const err26 = {instancePath:instancePath+"/watch/" + i0,schemaPath:"#/definitions/repositoryPath/pattern",keyword:"pattern",params:{pattern: "^(?![/-])(?!.*//)(?!(.*/)?(\\.\\.|\\.git)(/|$))[A-Za-z0-9._/@+~=-]+$"},message:"must match pattern \""+"^(?![/-])(?!.*//)(?!(.*/)?(\\.\\.|\\.git)(/|$))[A-Za-z0-9._/@+~=-]+$"+"\"",schema:"^(?![/-])(?!.*//)(?!(.*/)?(\\.\\.|\\.git)(/|$))[A-Za-z0-9._/@+~=-]+$",parentSchema:schema13,data:data7};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/watch/" + i0,schemaPath:"#/definitions/repositoryPath/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.type,parentSchema:schema13,data:data7};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
let i1 = data6.length;
let j0;
if(i1 > 1){
outer0:
for(;i1--;){
for(j0 = i1; j0--;){
if(func0(data6[i1], data6[j0])){
const err28 = {instancePath:instancePath+"/watch",schemaPath:"#/then/properties/watch/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)",schema:true,parentSchema:schema102.then.properties.watch,data:data6};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
break outer0;
}
}
}
}
}
else {
const err29 = {instancePath:instancePath+"/watch",schemaPath:"#/then/properties/watch/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema102.then.properties.watch.type,parentSchema:schema102.then.properties.watch,data:data6};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
else {
const err30 = {instancePath,schemaPath:"#/then/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema102.then.type,parentSchema:schema102.then,data};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
var _valid0 = _errs3 === errors;
valid0 = _valid0;
ifClause0 = "then";
}
else {
const _errs28 = errors;
if(typeof data === "string"){
if(func4(data) > 255){
const err31 = {instancePath,schemaPath:"#/definitions/repositoryPath/maxLength",keyword:"maxLength",params:{limit: 255},message:"must NOT have more than 255 characters",schema:255,parentSchema:schema13,data};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(func4(data) < 1){
const err32 = {instancePath,schemaPath:"#/definitions/repositoryPath/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema13,data};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(!pattern2.test(data)){
const err33 = {instancePath,schemaPath:"#/definitions/repositoryPath/pattern",keyword:"pattern",params:{pattern: "^(?![/-])(?!.*//)(?!(.*/)?(\\.\\.|\\.git)(/|$))[A-Za-z0-9._/@+~=-]+$"},message:"must match pattern \""+"^(?![/-])(?!.*//)(?!(.*/)?(\\.\\.|\\.git)(/|$))[A-Za-z0-9._/@+~=-]+$"+"\"",schema:"^(?![/-])(?!.*//)(?!(.*/)?(\\.\\.|\\.git)(/|$))[A-Za-z0-9._/@+~=-]+$",parentSchema:schema13,data};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
else {
const err34 = {instancePath,schemaPath:"#/definitions/repositoryPath/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.type,parentSchema:schema13,data};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
var _valid0 = _errs28 === errors;
valid0 = _valid0;
ifClause0 = "else";
}
if(!valid0){
const err35 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema102.if,parentSchema:schema102,data};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
validate94.errors = vErrors;
return errors === 0;
}

const schema111 = {"description":"A host, or a map that says more about it.","if":{"type":"object"},"then":{"title":"DomainMap","type":"object","additionalProperties":false,"required":["host"],"properties":{"host":{"$ref":"#/definitions/domainHost"},"path":{"$ref":"#/definitions/path","default":"/"},"redirect":{"description":"Send every request to this host instead.","$ref":"#/definitions/host"},"permanent":{"description":"Whether browsers may remember the redirect.","type":"boolean","default":true},"tls":{"description":"Serve over HTTPS, and lead plain HTTP there; with a key pair, that one is shown. By itself it is on where `ingress.acme` is set and the host is not below `localhost`.","if":{"type":"object"},"then":{"title":"OwnCertificate","type":"object","additionalProperties":false,"required":["cert","key"],"properties":{"cert":{"title":"CertSecret","description":"The certificate of this host and those of who issued it, in PEM and in this order.","type":"object","additionalProperties":false,"required":["secret"],"properties":{"secret":{"description":"The name of a secret that holds the certificates.","$ref":"#/definitions/secretName"}}},"key":{"title":"KeySecret","description":"The key of the certificate, in PEM and without a passphrase.","type":"object","additionalProperties":false,"required":["secret"],"properties":{"secret":{"description":"The name of a secret that holds the key.","$ref":"#/definitions/secretName"}}}}},"else":{"description":"`true`, `false`, or `{cert: {secret: NAME}, key: {secret: NAME}}`.","type":"boolean"}},"plainHttp":{"description":"Serve plain HTTP beside HTTPS instead of leading it there.","type":"boolean","default":false},"hsts":{"$ref":"#/definitions/hsts"},"strip":{"description":"Take the path away before the app sees the request.","type":"boolean","default":false},"auth":{"title":"Auth","description":"Who may come in.","type":"object","additionalProperties":false,"required":["basic"],"properties":{"basic":{"description":"Lines of htpasswd with bcrypt, as `htpasswd -nB name` prints them, or a secret that holds such lines.","if":{"type":"object"},"then":{"title":"AuthSecret","type":"object","additionalProperties":false,"required":["secret"],"properties":{"secret":{"description":"The name of a secret that holds lines of htpasswd.","$ref":"#/definitions/secretName"}}},"else":{"description":"A list of lines, or `{secret: NAME}`.","type":"array","minItems":1,"maxItems":100,"items":{"description":"A name, a colon and a bcrypt hash.","type":"string","maxLength":200}}}}},"allow":{"description":"Addresses and CIDR blocks that may come in. Everybody else gets 403.","type":"array","minItems":1,"maxItems":200,"items":{"description":"An address, or a CIDR block.","type":"string","maxLength":64,"examples":["10.0.0.0/8"]}},"headers":{"description":"Headers to set on every answer, as `Name: value`. An empty value takes a header away.","type":"object","minProperties":1,"maxProperties":50,"propertyNames":{"description":"Letters, digits and hyphens, beginning with a letter.","type":"string","pattern":"^[A-Za-z][A-Za-z0-9-]{0,62}$"},"additionalProperties":{"description":"Text of printable ASCII.","type":"string","maxLength":256}},"rateLimit":{"title":"RateLimit","description":"For every visiting address, such as `{ average: 50, burst: 100, period: 1s }`; beyond it the answer is 429.","type":"object","additionalProperties":false,"required":["average"],"properties":{"average":{"description":"Requests within `period` in the long run.","type":"integer","minimum":1,"maximum":1000000},"burst":{"description":"Requests at once. By itself as many as `average`.","type":"integer","minimum":1,"maximum":1000000},"period":{"description":"What `average` counts in, from 1s to 1h.","$ref":"#/definitions/duration","default":"1s"}}},"maxBody":{"description":"The largest body of a request; beyond it the answer is 413. Requests and answers are then held until they are whole, so it is not for event streams.","$ref":"#/definitions/size","examples":["10m"]},"compress":{"description":"Compress answers for browsers that can read it.","type":"boolean","default":false}}},"else":{"$ref":"#/definitions/domainHost"},"examples":["shop.example.com"]};
const schema112 = {"description":"A host name alone, without scheme, port and path: lowercase labels of letters, digits and hyphens. `*.example.com` stands for every name one label below.","type":"string","maxLength":253,"pattern":"^(\\*\\.([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+|([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"};
const schema113 = {"description":"A path prefix, beginning with a slash, of letters, digits and `. _ ~ - /`, without `..` or `//`.","type":"string","maxLength":200,"pattern":"^(?!.*//)(?!.*/\\.{1,2}(/|$))/[A-Za-z0-9._~/-]*$"};
const pattern89 = func3("^(\\*\\.([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+|([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", "u");
const pattern90 = func3("^(?!.*//)(?!.*/\\.{1,2}(/|$))/[A-Za-z0-9._~/-]*$", "u");
const pattern96 = func3("^[A-Za-z][A-Za-z0-9-]{0,62}$", "u");
const schema117 = {"description":"Tell browsers to come over HTTPS alone from now on. `true` for one year, or a map.","if":{"type":"object"},"then":{"title":"Hsts","type":"object","additionalProperties":false,"properties":{"maxAge":{"description":"How long they remember it, from 1m to 17520h.","$ref":"#/definitions/duration","default":"8760h"},"includeSubdomains":{"description":"For every name below the host too.","type":"boolean","default":false},"preload":{"description":"Agree to be listed in browsers. It needs `includeSubdomains` and a year.","type":"boolean","default":false}}},"else":{"description":"`true`, `false`, or a map such as `{ maxAge: 8760h }`.","type":"boolean"},"examples":[true]};

function validate99(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs0 = errors;
let valid0 = true;
const _errs1 = errors;
if(!(data && typeof data == "object" && !Array.isArray(data))){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
var _valid0 = _errs1 === errors;
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((key0 === "maxAge") || (key0 === "includeSubdomains")) || (key0 === "preload"))){
const err1 = {instancePath,schemaPath:"#/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema117.then,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.maxAge !== undefined){
let data0 = data.maxAge;
if(typeof data0 === "string"){
if(!pattern8.test(data0)){
const err2 = {instancePath:instancePath+"/maxAge",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,6}(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]{1,6}(ms|s|m|h)$"+"\"",schema:"^[0-9]{1,6}(ms|s|m|h)$",parentSchema:schema24,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/maxAge",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.type,parentSchema:schema24,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.includeSubdomains !== undefined){
let data1 = data.includeSubdomains;
if(typeof data1 !== "boolean"){
const err4 = {instancePath:instancePath+"/includeSubdomains",schemaPath:"#/then/properties/includeSubdomains/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema117.then.properties.includeSubdomains.type,parentSchema:schema117.then.properties.includeSubdomains,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.preload !== undefined){
let data2 = data.preload;
if(typeof data2 !== "boolean"){
const err5 = {instancePath:instancePath+"/preload",schemaPath:"#/then/properties/preload/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema117.then.properties.preload.type,parentSchema:schema117.then.properties.preload,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
else {
const err6 = {instancePath,schemaPath:"#/then/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema117.then.type,parentSchema:schema117.then,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
var _valid0 = _errs3 === errors;
valid0 = _valid0;
ifClause0 = "then";
}
else {
const _errs13 = errors;
if(typeof data !== "boolean"){
const err7 = {instancePath,schemaPath:"#/else/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema117.else.type,parentSchema:schema117.else,data};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
var _valid0 = _errs13 === errors;
valid0 = _valid0;
ifClause0 = "else";
}
if(!valid0){
const err8 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema117.if,parentSchema:schema117,data};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
validate99.errors = vErrors;
return errors === 0;
}


function validate98(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs0 = errors;
let valid0 = true;
const _errs1 = errors;
if(!(data && typeof data == "object" && !Array.isArray(data))){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
var _valid0 = _errs1 === errors;
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.host === undefined){
const err1 = {instancePath,schemaPath:"#/then/required",keyword:"required",params:{missingProperty: "host"},message:"must have required property '"+"host"+"'",schema:schema111.then.required,parentSchema:schema111.then,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema111.then.properties, key0))){
const err2 = {instancePath,schemaPath:"#/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema111.then,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.host !== undefined){
let data0 = data.host;
if(typeof data0 === "string"){
if(func4(data0) > 253){
const err3 = {instancePath:instancePath+"/host",schemaPath:"#/definitions/domainHost/maxLength",keyword:"maxLength",params:{limit: 253},message:"must NOT have more than 253 characters",schema:253,parentSchema:schema112,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(!pattern89.test(data0)){
const err4 = {instancePath:instancePath+"/host",schemaPath:"#/definitions/domainHost/pattern",keyword:"pattern",params:{pattern: "^(\\*\\.([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+|([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"},message:"must match pattern \""+"^(\\*\\.([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+|([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"+"\"",schema:"^(\\*\\.([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+|([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",parentSchema:schema112,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/host",schemaPath:"#/definitions/domainHost/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema112.type,parentSchema:schema112,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.path !== undefined){
let data1 = data.path;
if(typeof data1 === "string"){
if(func4(data1) > 200){
const err6 = {instancePath:instancePath+"/path",schemaPath:"#/definitions/path/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema113,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(!pattern90.test(data1)){
const err7 = {instancePath:instancePath+"/path",schemaPath:"#/definitions/path/pattern",keyword:"pattern",params:{pattern: "^(?!.*//)(?!.*/\\.{1,2}(/|$))/[A-Za-z0-9._~/-]*$"},message:"must match pattern \""+"^(?!.*//)(?!.*/\\.{1,2}(/|$))/[A-Za-z0-9._~/-]*$"+"\"",schema:"^(?!.*//)(?!.*/\\.{1,2}(/|$))/[A-Za-z0-9._~/-]*$",parentSchema:schema113,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/path",schemaPath:"#/definitions/path/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema113.type,parentSchema:schema113,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.redirect !== undefined){
let data2 = data.redirect;
if(typeof data2 === "string"){
if(func4(data2) > 253){
const err9 = {instancePath:instancePath+"/redirect",schemaPath:"#/definitions/host/maxLength",keyword:"maxLength",params:{limit: 253},message:"must NOT have more than 253 characters",schema:253,parentSchema:schema15,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(!pattern3.test(data2)){
const err10 = {instancePath:instancePath+"/redirect",schemaPath:"#/definitions/host/pattern",keyword:"pattern",params:{pattern: "^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"},message:"must match pattern \""+"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"+"\"",schema:"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",parentSchema:schema15,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/redirect",schemaPath:"#/definitions/host/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema15.type,parentSchema:schema15,data:data2};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.permanent !== undefined){
let data3 = data.permanent;
if(typeof data3 !== "boolean"){
const err12 = {instancePath:instancePath+"/permanent",schemaPath:"#/then/properties/permanent/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema111.then.properties.permanent.type,parentSchema:schema111.then.properties.permanent,data:data3};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.tls !== undefined){
let data4 = data.tls;
const _errs18 = errors;
let valid5 = true;
const _errs19 = errors;
if(!(data4 && typeof data4 == "object" && !Array.isArray(data4))){
const err13 = {};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
var _valid1 = _errs19 === errors;
errors = _errs18;
if(vErrors !== null){
if(_errs18){
vErrors.length = _errs18;
}
else {
vErrors = null;
}
}
let ifClause1;
if(_valid1){
const _errs21 = errors;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(data4.cert === undefined){
const err14 = {instancePath:instancePath+"/tls",schemaPath:"#/then/properties/tls/then/required",keyword:"required",params:{missingProperty: "cert"},message:"must have required property '"+"cert"+"'",schema:schema111.then.properties.tls.then.required,parentSchema:schema111.then.properties.tls.then,data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data4.key === undefined){
const err15 = {instancePath:instancePath+"/tls",schemaPath:"#/then/properties/tls/then/required",keyword:"required",params:{missingProperty: "key"},message:"must have required property '"+"key"+"'",schema:schema111.then.properties.tls.then.required,parentSchema:schema111.then.properties.tls.then,data:data4};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
for(const key1 in data4){
if(!((key1 === "cert") || (key1 === "key"))){
const err16 = {instancePath:instancePath+"/tls",schemaPath:"#/then/properties/tls/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema111.then.properties.tls.then,data:data4};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data4.cert !== undefined){
let data5 = data4.cert;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.secret === undefined){
const err17 = {instancePath:instancePath+"/tls/cert",schemaPath:"#/then/properties/tls/then/properties/cert/required",keyword:"required",params:{missingProperty: "secret"},message:"must have required property '"+"secret"+"'",schema:schema111.then.properties.tls.then.properties.cert.required,parentSchema:schema111.then.properties.tls.then.properties.cert,data:data5};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
for(const key2 in data5){
if(!(key2 === "secret")){
const err18 = {instancePath:instancePath+"/tls/cert",schemaPath:"#/then/properties/tls/then/properties/cert/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema111.then.properties.tls.then.properties.cert,data:data5};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data5.secret !== undefined){
let data6 = data5.secret;
if(typeof data6 === "string"){
if(func4(data6) > 100){
const err19 = {instancePath:instancePath+"/tls/cert/secret",schemaPath:"#/definitions/secretName/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters",schema:100,parentSchema:schema77,data:data6};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(!pattern56.test(data6)){
const err20 = {instancePath:instancePath+"/tls/cert/secret",schemaPath:"#/definitions/secretName/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_]*$"+"\"",schema:"^[A-Za-z][A-Za-z0-9_]*$",parentSchema:schema77,data:data6};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/tls/cert/secret",schemaPath:"#/definitions/secretName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema77.type,parentSchema:schema77,data:data6};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath:instancePath+"/tls/cert",schemaPath:"#/then/properties/tls/then/properties/cert/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema111.then.properties.tls.then.properties.cert.type,parentSchema:schema111.then.properties.tls.then.properties.cert,data:data5};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data4.key !== undefined){
let data7 = data4.key;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
if(data7.secret === undefined){
const err23 = {instancePath:instancePath+"/tls/key",schemaPath:"#/then/properties/tls/then/properties/key/required",keyword:"required",params:{missingProperty: "secret"},message:"must have required property '"+"secret"+"'",schema:schema111.then.properties.tls.then.properties.key.required,parentSchema:schema111.then.properties.tls.then.properties.key,data:data7};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
for(const key3 in data7){
if(!(key3 === "secret")){
const err24 = {instancePath:instancePath+"/tls/key",schemaPath:"#/then/properties/tls/then/properties/key/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema111.then.properties.tls.then.properties.key,data:data7};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data7.secret !== undefined){
let data8 = data7.secret;
if(typeof data8 === "string"){
if(func4(data8) > 100){
const err25 = {instancePath:instancePath+"/tls/key/secret",schemaPath:"#/definitions/secretName/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters",schema:100,parentSchema:schema77,data:data8};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(!pattern56.test(data8)){
const err26 = {instancePath:instancePath+"/tls/key/secret",schemaPath:"#/definitions/secretName/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_]*$"+"\"",schema:"^[A-Za-z][A-Za-z0-9_]*$",parentSchema:schema77,data:data8};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/tls/key/secret",schemaPath:"#/definitions/secretName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema77.type,parentSchema:schema77,data:data8};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
else {
const err28 = {instancePath:instancePath+"/tls/key",schemaPath:"#/then/properties/tls/then/properties/key/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema111.then.properties.tls.then.properties.key.type,parentSchema:schema111.then.properties.tls.then.properties.key,data:data7};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
else {
const err29 = {instancePath:instancePath+"/tls",schemaPath:"#/then/properties/tls/then/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema111.then.properties.tls.then.type,parentSchema:schema111.then.properties.tls.then,data:data4};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
var _valid1 = _errs21 === errors;
valid5 = _valid1;
ifClause1 = "then";
}
else {
const _errs36 = errors;
if(typeof data4 !== "boolean"){
const err30 = {instancePath:instancePath+"/tls",schemaPath:"#/then/properties/tls/else/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema111.then.properties.tls.else.type,parentSchema:schema111.then.properties.tls.else,data:data4};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
var _valid1 = _errs36 === errors;
valid5 = _valid1;
ifClause1 = "else";
}
if(!valid5){
const err31 = {instancePath:instancePath+"/tls",schemaPath:"#/then/properties/tls/if",keyword:"if",params:{failingKeyword: ifClause1},message:"must match \""+ifClause1+"\" schema",schema:schema111.then.properties.tls.if,parentSchema:schema111.then.properties.tls,data:data4};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data.plainHttp !== undefined){
let data9 = data.plainHttp;
if(typeof data9 !== "boolean"){
const err32 = {instancePath:instancePath+"/plainHttp",schemaPath:"#/then/properties/plainHttp/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema111.then.properties.plainHttp.type,parentSchema:schema111.then.properties.plainHttp,data:data9};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data.hsts !== undefined){
if(!(validate99(data.hsts, {instancePath:instancePath+"/hsts",parentData:data,parentDataProperty:"hsts",rootData}))){
vErrors = vErrors === null ? validate99.errors : vErrors.concat(validate99.errors);
errors = vErrors.length;
}
}
if(data.strip !== undefined){
let data11 = data.strip;
if(typeof data11 !== "boolean"){
const err33 = {instancePath:instancePath+"/strip",schemaPath:"#/then/properties/strip/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema111.then.properties.strip.type,parentSchema:schema111.then.properties.strip,data:data11};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data.auth !== undefined){
let data12 = data.auth;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(data12.basic === undefined){
const err34 = {instancePath:instancePath+"/auth",schemaPath:"#/then/properties/auth/required",keyword:"required",params:{missingProperty: "basic"},message:"must have required property '"+"basic"+"'",schema:schema111.then.properties.auth.required,parentSchema:schema111.then.properties.auth,data:data12};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
for(const key4 in data12){
if(!(key4 === "basic")){
const err35 = {instancePath:instancePath+"/auth",schemaPath:"#/then/properties/auth/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties",schema:false,parentSchema:schema111.then.properties.auth,data:data12};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data12.basic !== undefined){
let data13 = data12.basic;
const _errs47 = errors;
let valid12 = true;
const _errs48 = errors;
if(!(data13 && typeof data13 == "object" && !Array.isArray(data13))){
const err36 = {};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
var _valid2 = _errs48 === errors;
errors = _errs47;
if(vErrors !== null){
if(_errs47){
vErrors.length = _errs47;
}
else {
vErrors = null;
}
}
let ifClause2;
if(_valid2){
const _errs50 = errors;
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
if(data13.secret === undefined){
const err37 = {instancePath:instancePath+"/auth/basic",schemaPath:"#/then/properties/auth/properties/basic/then/required",keyword:"required",params:{missingProperty: "secret"},message:"must have required property '"+"secret"+"'",schema:schema111.then.properties.auth.properties.basic.then.required,parentSchema:schema111.then.properties.auth.properties.basic.then,data:data13};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
for(const key5 in data13){
if(!(key5 === "secret")){
const err38 = {instancePath:instancePath+"/auth/basic",schemaPath:"#/then/properties/auth/properties/basic/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties",schema:false,parentSchema:schema111.then.properties.auth.properties.basic.then,data:data13};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data13.secret !== undefined){
let data14 = data13.secret;
if(typeof data14 === "string"){
if(func4(data14) > 100){
const err39 = {instancePath:instancePath+"/auth/basic/secret",schemaPath:"#/definitions/secretName/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters",schema:100,parentSchema:schema77,data:data14};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(!pattern56.test(data14)){
const err40 = {instancePath:instancePath+"/auth/basic/secret",schemaPath:"#/definitions/secretName/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_]*$"+"\"",schema:"^[A-Za-z][A-Za-z0-9_]*$",parentSchema:schema77,data:data14};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
else {
const err41 = {instancePath:instancePath+"/auth/basic/secret",schemaPath:"#/definitions/secretName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema77.type,parentSchema:schema77,data:data14};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
else {
const err42 = {instancePath:instancePath+"/auth/basic",schemaPath:"#/then/properties/auth/properties/basic/then/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema111.then.properties.auth.properties.basic.then.type,parentSchema:schema111.then.properties.auth.properties.basic.then,data:data13};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
var _valid2 = _errs50 === errors;
valid12 = _valid2;
ifClause2 = "then";
}
else {
const _errs56 = errors;
if(Array.isArray(data13)){
if(data13.length > 100){
const err43 = {instancePath:instancePath+"/auth/basic",schemaPath:"#/then/properties/auth/properties/basic/else/maxItems",keyword:"maxItems",params:{limit: 100},message:"must NOT have more than 100 items",schema:100,parentSchema:schema111.then.properties.auth.properties.basic.else,data:data13};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if(data13.length < 1){
const err44 = {instancePath:instancePath+"/auth/basic",schemaPath:"#/then/properties/auth/properties/basic/else/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema111.then.properties.auth.properties.basic.else,data:data13};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
const len0 = data13.length;
for(let i0=0; i0<len0; i0++){
let data15 = data13[i0];
if(typeof data15 === "string"){
if(func4(data15) > 200){
const err45 = {instancePath:instancePath+"/auth/basic/" + i0,schemaPath:"#/then/properties/auth/properties/basic/else/items/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema111.then.properties.auth.properties.basic.else.items,data:data15};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
else {
const err46 = {instancePath:instancePath+"/auth/basic/" + i0,schemaPath:"#/then/properties/auth/properties/basic/else/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema111.then.properties.auth.properties.basic.else.items.type,parentSchema:schema111.then.properties.auth.properties.basic.else.items,data:data15};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
}
else {
const err47 = {instancePath:instancePath+"/auth/basic",schemaPath:"#/then/properties/auth/properties/basic/else/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema111.then.properties.auth.properties.basic.else.type,parentSchema:schema111.then.properties.auth.properties.basic.else,data:data13};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
var _valid2 = _errs56 === errors;
valid12 = _valid2;
ifClause2 = "else";
}
if(!valid12){
const err48 = {instancePath:instancePath+"/auth/basic",schemaPath:"#/then/properties/auth/properties/basic/if",keyword:"if",params:{failingKeyword: ifClause2},message:"must match \""+ifClause2+"\" schema",schema:schema111.then.properties.auth.properties.basic.if,parentSchema:schema111.then.properties.auth.properties.basic,data:data13};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
}
else {
const err49 = {instancePath:instancePath+"/auth",schemaPath:"#/then/properties/auth/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema111.then.properties.auth.type,parentSchema:schema111.then.properties.auth,data:data12};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data.allow !== undefined){
let data16 = data.allow;
if(Array.isArray(data16)){
if(data16.length > 200){
const err50 = {instancePath:instancePath+"/allow",schemaPath:"#/then/properties/allow/maxItems",keyword:"maxItems",params:{limit: 200},message:"must NOT have more than 200 items",schema:200,parentSchema:schema111.then.properties.allow,data:data16};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
if(data16.length < 1){
const err51 = {instancePath:instancePath+"/allow",schemaPath:"#/then/properties/allow/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema111.then.properties.allow,data:data16};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
const len1 = data16.length;
for(let i1=0; i1<len1; i1++){
let data17 = data16[i1];
if(typeof data17 === "string"){
if(func4(data17) > 64){
const err52 = {instancePath:instancePath+"/allow/" + i1,schemaPath:"#/then/properties/allow/items/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters",schema:64,parentSchema:schema111.then.properties.allow.items,data:data17};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
else {
const err53 = {instancePath:instancePath+"/allow/" + i1,schemaPath:"#/then/properties/allow/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema111.then.properties.allow.items.type,parentSchema:schema111.then.properties.allow.items,data:data17};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
}
else {
const err54 = {instancePath:instancePath+"/allow",schemaPath:"#/then/properties/allow/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema111.then.properties.allow.type,parentSchema:schema111.then.properties.allow,data:data16};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data.headers !== undefined){
let data18 = data.headers;
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
if(Object.keys(data18).length > 50){
const err55 = {instancePath:instancePath+"/headers",schemaPath:"#/then/properties/headers/maxProperties",keyword:"maxProperties",params:{limit: 50},message:"must NOT have more than 50 properties",schema:50,parentSchema:schema111.then.properties.headers,data:data18};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
if(Object.keys(data18).length < 1){
const err56 = {instancePath:instancePath+"/headers",schemaPath:"#/then/properties/headers/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema111.then.properties.headers,data:data18};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
for(const key6 in data18){
const _errs66 = errors;
if(typeof key6 === "string"){
if(!pattern96.test(key6)){
const err57 = {instancePath:instancePath+"/headers",schemaPath:"#/then/properties/headers/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9-]{0,62}$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9-]{0,62}$"+"\"",schema:"^[A-Za-z][A-Za-z0-9-]{0,62}$",parentSchema:schema111.then.properties.headers.propertyNames,data:key6,propertyName:key6};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
else {
const err58 = {instancePath:instancePath+"/headers",schemaPath:"#/then/properties/headers/propertyNames/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema111.then.properties.headers.propertyNames.type,parentSchema:schema111.then.properties.headers.propertyNames,data:key6,propertyName:key6};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
var valid19 = _errs66 === errors;
if(!valid19){
const err59 = {instancePath:instancePath+"/headers",schemaPath:"#/then/properties/headers/propertyNames",keyword:"propertyNames",params:{propertyName: key6},message:"property name must be valid",schema:schema111.then.properties.headers.propertyNames,parentSchema:schema111.then.properties.headers,data:data18};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
for(const key7 in data18){
let data19 = data18[key7];
if(typeof data19 === "string"){
if(func4(data19) > 256){
const err60 = {instancePath:instancePath+"/headers/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/then/properties/headers/additionalProperties/maxLength",keyword:"maxLength",params:{limit: 256},message:"must NOT have more than 256 characters",schema:256,parentSchema:schema111.then.properties.headers.additionalProperties,data:data19};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
else {
const err61 = {instancePath:instancePath+"/headers/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/then/properties/headers/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema111.then.properties.headers.additionalProperties.type,parentSchema:schema111.then.properties.headers.additionalProperties,data:data19};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
}
else {
const err62 = {instancePath:instancePath+"/headers",schemaPath:"#/then/properties/headers/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema111.then.properties.headers.type,parentSchema:schema111.then.properties.headers,data:data18};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
if(data.rateLimit !== undefined){
let data20 = data.rateLimit;
if(data20 && typeof data20 == "object" && !Array.isArray(data20)){
if(data20.average === undefined){
const err63 = {instancePath:instancePath+"/rateLimit",schemaPath:"#/then/properties/rateLimit/required",keyword:"required",params:{missingProperty: "average"},message:"must have required property '"+"average"+"'",schema:schema111.then.properties.rateLimit.required,parentSchema:schema111.then.properties.rateLimit,data:data20};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
for(const key8 in data20){
if(!(((key8 === "average") || (key8 === "burst")) || (key8 === "period"))){
const err64 = {instancePath:instancePath+"/rateLimit",schemaPath:"#/then/properties/rateLimit/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties",schema:false,parentSchema:schema111.then.properties.rateLimit,data:data20};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
if(data20.average !== undefined){
let data21 = data20.average;
if(!(((typeof data21 == "number") && (!(data21 % 1) && !isNaN(data21))) && (isFinite(data21)))){
const err65 = {instancePath:instancePath+"/rateLimit/average",schemaPath:"#/then/properties/rateLimit/properties/average/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema111.then.properties.rateLimit.properties.average.type,parentSchema:schema111.then.properties.rateLimit.properties.average,data:data21};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
if((typeof data21 == "number") && (isFinite(data21))){
if(data21 > 1000000 || isNaN(data21)){
const err66 = {instancePath:instancePath+"/rateLimit/average",schemaPath:"#/then/properties/rateLimit/properties/average/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000},message:"must be <= 1000000",schema:1000000,parentSchema:schema111.then.properties.rateLimit.properties.average,data:data21};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
if(data21 < 1 || isNaN(data21)){
const err67 = {instancePath:instancePath+"/rateLimit/average",schemaPath:"#/then/properties/rateLimit/properties/average/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema111.then.properties.rateLimit.properties.average,data:data21};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
}
if(data20.burst !== undefined){
let data22 = data20.burst;
if(!(((typeof data22 == "number") && (!(data22 % 1) && !isNaN(data22))) && (isFinite(data22)))){
const err68 = {instancePath:instancePath+"/rateLimit/burst",schemaPath:"#/then/properties/rateLimit/properties/burst/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema111.then.properties.rateLimit.properties.burst.type,parentSchema:schema111.then.properties.rateLimit.properties.burst,data:data22};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
if((typeof data22 == "number") && (isFinite(data22))){
if(data22 > 1000000 || isNaN(data22)){
const err69 = {instancePath:instancePath+"/rateLimit/burst",schemaPath:"#/then/properties/rateLimit/properties/burst/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000},message:"must be <= 1000000",schema:1000000,parentSchema:schema111.then.properties.rateLimit.properties.burst,data:data22};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
if(data22 < 1 || isNaN(data22)){
const err70 = {instancePath:instancePath+"/rateLimit/burst",schemaPath:"#/then/properties/rateLimit/properties/burst/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema111.then.properties.rateLimit.properties.burst,data:data22};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
}
if(data20.period !== undefined){
let data23 = data20.period;
if(typeof data23 === "string"){
if(!pattern8.test(data23)){
const err71 = {instancePath:instancePath+"/rateLimit/period",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,6}(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]{1,6}(ms|s|m|h)$"+"\"",schema:"^[0-9]{1,6}(ms|s|m|h)$",parentSchema:schema24,data:data23};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
else {
const err72 = {instancePath:instancePath+"/rateLimit/period",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.type,parentSchema:schema24,data:data23};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
}
else {
const err73 = {instancePath:instancePath+"/rateLimit",schemaPath:"#/then/properties/rateLimit/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema111.then.properties.rateLimit.type,parentSchema:schema111.then.properties.rateLimit,data:data20};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data.maxBody !== undefined){
let data24 = data.maxBody;
if(typeof data24 === "string"){
if(!pattern6.test(data24)){
const err74 = {instancePath:instancePath+"/maxBody",schemaPath:"#/definitions/size/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,9}(\\.[0-9]{1,3})?(b|k|m|g|t)$"},message:"must match pattern \""+"^[0-9]{1,9}(\\.[0-9]{1,3})?(b|k|m|g|t)$"+"\"",schema:"^[0-9]{1,9}(\\.[0-9]{1,3})?(b|k|m|g|t)$",parentSchema:schema20,data:data24};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
else {
const err75 = {instancePath:instancePath+"/maxBody",schemaPath:"#/definitions/size/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema20.type,parentSchema:schema20,data:data24};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
if(data.compress !== undefined){
let data25 = data.compress;
if(typeof data25 !== "boolean"){
const err76 = {instancePath:instancePath+"/compress",schemaPath:"#/then/properties/compress/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema111.then.properties.compress.type,parentSchema:schema111.then.properties.compress,data:data25};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
}
else {
const err77 = {instancePath,schemaPath:"#/then/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema111.then.type,parentSchema:schema111.then,data};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
var _valid0 = _errs3 === errors;
valid0 = _valid0;
ifClause0 = "then";
}
else {
const _errs86 = errors;
if(typeof data === "string"){
if(func4(data) > 253){
const err78 = {instancePath,schemaPath:"#/definitions/domainHost/maxLength",keyword:"maxLength",params:{limit: 253},message:"must NOT have more than 253 characters",schema:253,parentSchema:schema112,data};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
if(!pattern89.test(data)){
const err79 = {instancePath,schemaPath:"#/definitions/domainHost/pattern",keyword:"pattern",params:{pattern: "^(\\*\\.([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+|([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"},message:"must match pattern \""+"^(\\*\\.([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+|([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"+"\"",schema:"^(\\*\\.([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+|([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",parentSchema:schema112,data};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
else {
const err80 = {instancePath,schemaPath:"#/definitions/domainHost/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema112.type,parentSchema:schema112,data};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
var _valid0 = _errs86 === errors;
valid0 = _valid0;
ifClause0 = "else";
}
if(!valid0){
const err81 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema111.if,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
validate98.errors = vErrors;
return errors === 0;
}

const schema125 = {"if":{"type":"object"},"then":{"title":"VolumeMap","type":"object","additionalProperties":false,"required":["name","path"],"properties":{"name":{"$ref":"#/definitions/name"},"path":{"description":"Where it is mounted in the container.","$ref":"#/definitions/containerPath"},"readOnly":{"description":"Mount it without write access.","type":"boolean","default":false},"backup":{"description":"Keep copies of this volume elsewhere.","$ref":"#/definitions/volumeBackup"}}},"else":{"description":"`name:/path`, `./file:/path` or `/folder:/path`, each with `:ro` for reading alone: a named volume, a file beside mist.yaml, or a folder of the host that its settings grant; no `..` in any of them.","type":"string","maxLength":600,"pattern":"^([a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?|\\./(?!([^:]*/)?\\.?:)(?![/-])(?![^:]*//)(?!([^:]*/)?(\\.\\.|\\.git)(/|:))[A-Za-z0-9._/@+~=-]+|/(?!/)(?![^:]*//)(?!([^:]*/)?\\.{1,2}(/|:))[A-Za-z0-9._/@+~=-]*):(?!.*//)(?!.*/\\.{1,2}(/|:|$))/[A-Za-z0-9._/@+~=-]+(:ro|:rw)?$"},"examples":["data:/var/lib/app"]};
const pattern106 = func3("^([a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?|\\./(?!([^:]*/)?\\.?:)(?![/-])(?![^:]*//)(?!([^:]*/)?(\\.\\.|\\.git)(/|:))[A-Za-z0-9._/@+~=-]+|/(?!/)(?![^:]*//)(?!([^:]*/)?\\.{1,2}(/|:))[A-Za-z0-9._/@+~=-]*):(?!.*//)(?!.*/\\.{1,2}(/|:|$))/[A-Za-z0-9._/@+~=-]+(:ro|:rw)?$", "u");
const schema128 = {"title":"VolumeBackup","type":"object","additionalProperties":false,"required":["schedule","to"],"properties":{"schedule":{"description":"When: five fields of cron, or a word such as `@daily`. The first one is made as soon as the app runs, and one that was missed is made up once.","$ref":"#/definitions/cronText","examples":["15 3 * * *","@daily"]},"timezone":{"description":"The timezone that the schedule is meant in.","type":"string","maxLength":64,"pattern":"^[A-Za-z][A-Za-z0-9_+/-]*$","default":"UTC","examples":["Europe/Berlin"]},"to":{"description":"A place from `storage`.","$ref":"#/definitions/name","examples":["offsite"]},"keep":{"$ref":"#/definitions/retention"},"verify":{"description":"How often the newest one is restored into a container that is thrown away, to prove it. Without it that is done by hand alone: `mistctl backup verify`.","type":"string","enum":["daily","weekly","monthly"]},"pause":{"description":"Containers of the app stand still while the volume is read, so that it is kept as it is at one moment.","type":"boolean","default":false}}};
const schema129 = {"description":"Five fields of cron (minute, hour, day of month, month, day of week), or a word such as `@daily`.","type":"string","minLength":1,"maxLength":100,"pattern":"^[^\\u0000-\\u001f\\ud800-\\udfff]*$"};
const schema131 = {"title":"Retention","description":"How many backups are kept: those that any of these keeps; one that is not named is 0. A number alone is not taken, since it could mean backups or days: the newest three are `{ last: 3 }`. Of several of a day, week or month the newest counts. Nothing younger than two days is removed. Without it `{ daily: 7, weekly: 4 }`.","type":"object","additionalProperties":false,"minProperties":1,"properties":{"last":{"description":"The newest ones, whenever they were made.","type":"integer","minimum":0,"maximum":1000,"default":0},"daily":{"description":"One for each of so many days that have one.","type":"integer","minimum":0,"maximum":1000,"default":0},"weekly":{"description":"One for each of so many weeks that have one; a week begins on Monday.","type":"integer","minimum":0,"maximum":1000,"default":0},"monthly":{"description":"One for each of so many months that have one.","type":"integer","minimum":0,"maximum":1000,"default":0}},"examples":[{"daily":7,"weekly":4}]};
const pattern104 = func3("^[A-Za-z][A-Za-z0-9_+/-]*$", "u");

function validate105(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schedule === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "schedule"},message:"must have required property '"+"schedule"+"'",schema:schema128.required,parentSchema:schema128,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.to === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "to"},message:"must have required property '"+"to"+"'",schema:schema128.required,parentSchema:schema128,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((((((key0 === "schedule") || (key0 === "timezone")) || (key0 === "to")) || (key0 === "keep")) || (key0 === "verify")) || (key0 === "pause"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema128,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.schedule !== undefined){
let data0 = data.schedule;
if(typeof data0 === "string"){
if(func4(data0) > 100){
const err3 = {instancePath:instancePath+"/schedule",schemaPath:"#/definitions/cronText/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters",schema:100,parentSchema:schema129,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(func4(data0) < 1){
const err4 = {instancePath:instancePath+"/schedule",schemaPath:"#/definitions/cronText/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema129,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(!pattern18.test(data0)){
const err5 = {instancePath:instancePath+"/schedule",schemaPath:"#/definitions/cronText/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\ud800-\\udfff]*$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\ud800-\\udfff]*$"+"\"",schema:"^[^\\u0000-\\u001f\\ud800-\\udfff]*$",parentSchema:schema129,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/schedule",schemaPath:"#/definitions/cronText/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema129.type,parentSchema:schema129,data:data0};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.timezone !== undefined){
let data1 = data.timezone;
if(typeof data1 === "string"){
if(func4(data1) > 64){
const err7 = {instancePath:instancePath+"/timezone",schemaPath:"#/properties/timezone/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters",schema:64,parentSchema:schema128.properties.timezone,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(!pattern104.test(data1)){
const err8 = {instancePath:instancePath+"/timezone",schemaPath:"#/properties/timezone/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_+/-]*$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_+/-]*$"+"\"",schema:"^[A-Za-z][A-Za-z0-9_+/-]*$",parentSchema:schema128.properties.timezone,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/timezone",schemaPath:"#/properties/timezone/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema128.properties.timezone.type,parentSchema:schema128.properties.timezone,data:data1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.to !== undefined){
let data2 = data.to;
if(typeof data2 === "string"){
if(!pattern16.test(data2)){
const err10 = {instancePath:instancePath+"/to",schemaPath:"#/definitions/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"+"\"",schema:"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$",parentSchema:schema32,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/to",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.type,parentSchema:schema32,data:data2};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.keep !== undefined){
let data3 = data.keep;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(Object.keys(data3).length < 1){
const err12 = {instancePath:instancePath+"/keep",schemaPath:"#/definitions/retention/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema131,data:data3};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
for(const key1 in data3){
if(!((((key1 === "last") || (key1 === "daily")) || (key1 === "weekly")) || (key1 === "monthly"))){
const err13 = {instancePath:instancePath+"/keep",schemaPath:"#/definitions/retention/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema131,data:data3};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data3.last !== undefined){
let data4 = data3.last;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err14 = {instancePath:instancePath+"/keep/last",schemaPath:"#/definitions/retention/properties/last/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema131.properties.last.type,parentSchema:schema131.properties.last,data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 1000 || isNaN(data4)){
const err15 = {instancePath:instancePath+"/keep/last",schemaPath:"#/definitions/retention/properties/last/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema131.properties.last,data:data4};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data4 < 0 || isNaN(data4)){
const err16 = {instancePath:instancePath+"/keep/last",schemaPath:"#/definitions/retention/properties/last/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema131.properties.last,data:data4};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
if(data3.daily !== undefined){
let data5 = data3.daily;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
const err17 = {instancePath:instancePath+"/keep/daily",schemaPath:"#/definitions/retention/properties/daily/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema131.properties.daily.type,parentSchema:schema131.properties.daily,data:data5};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 1000 || isNaN(data5)){
const err18 = {instancePath:instancePath+"/keep/daily",schemaPath:"#/definitions/retention/properties/daily/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema131.properties.daily,data:data5};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data5 < 0 || isNaN(data5)){
const err19 = {instancePath:instancePath+"/keep/daily",schemaPath:"#/definitions/retention/properties/daily/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema131.properties.daily,data:data5};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
if(data3.weekly !== undefined){
let data6 = data3.weekly;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err20 = {instancePath:instancePath+"/keep/weekly",schemaPath:"#/definitions/retention/properties/weekly/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema131.properties.weekly.type,parentSchema:schema131.properties.weekly,data:data6};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 1000 || isNaN(data6)){
const err21 = {instancePath:instancePath+"/keep/weekly",schemaPath:"#/definitions/retention/properties/weekly/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema131.properties.weekly,data:data6};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(data6 < 0 || isNaN(data6)){
const err22 = {instancePath:instancePath+"/keep/weekly",schemaPath:"#/definitions/retention/properties/weekly/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema131.properties.weekly,data:data6};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
if(data3.monthly !== undefined){
let data7 = data3.monthly;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err23 = {instancePath:instancePath+"/keep/monthly",schemaPath:"#/definitions/retention/properties/monthly/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema131.properties.monthly.type,parentSchema:schema131.properties.monthly,data:data7};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > 1000 || isNaN(data7)){
const err24 = {instancePath:instancePath+"/keep/monthly",schemaPath:"#/definitions/retention/properties/monthly/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema131.properties.monthly,data:data7};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(data7 < 0 || isNaN(data7)){
const err25 = {instancePath:instancePath+"/keep/monthly",schemaPath:"#/definitions/retention/properties/monthly/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema131.properties.monthly,data:data7};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
}
else {
const err26 = {instancePath:instancePath+"/keep",schemaPath:"#/definitions/retention/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema131.type,parentSchema:schema131,data:data3};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data.verify !== undefined){
let data8 = data.verify;
if(typeof data8 !== "string"){
const err27 = {instancePath:instancePath+"/verify",schemaPath:"#/properties/verify/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema128.properties.verify.type,parentSchema:schema128.properties.verify,data:data8};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(!(((data8 === "daily") || (data8 === "weekly")) || (data8 === "monthly"))){
const err28 = {instancePath:instancePath+"/verify",schemaPath:"#/properties/verify/enum",keyword:"enum",params:{allowedValues: schema128.properties.verify.enum},message:"must be equal to one of the allowed values",schema:schema128.properties.verify.enum,parentSchema:schema128.properties.verify,data:data8};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data.pause !== undefined){
let data9 = data.pause;
if(typeof data9 !== "boolean"){
const err29 = {instancePath:instancePath+"/pause",schemaPath:"#/properties/pause/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema128.properties.pause.type,parentSchema:schema128.properties.pause,data:data9};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
else {
const err30 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema128.type,parentSchema:schema128,data};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
validate105.errors = vErrors;
return errors === 0;
}


function validate104(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs0 = errors;
let valid0 = true;
const _errs1 = errors;
if(!(data && typeof data == "object" && !Array.isArray(data))){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
var _valid0 = _errs1 === errors;
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
const err1 = {instancePath,schemaPath:"#/then/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema125.then.required,parentSchema:schema125.then,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.path === undefined){
const err2 = {instancePath,schemaPath:"#/then/required",keyword:"required",params:{missingProperty: "path"},message:"must have required property '"+"path"+"'",schema:schema125.then.required,parentSchema:schema125.then,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "name") || (key0 === "path")) || (key0 === "readOnly")) || (key0 === "backup"))){
const err3 = {instancePath,schemaPath:"#/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema125.then,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(!pattern16.test(data0)){
const err4 = {instancePath:instancePath+"/name",schemaPath:"#/definitions/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"+"\"",schema:"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$",parentSchema:schema32,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/name",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.type,parentSchema:schema32,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.path !== undefined){
let data1 = data.path;
if(typeof data1 === "string"){
if(func4(data1) > 255){
const err6 = {instancePath:instancePath+"/path",schemaPath:"#/definitions/containerPath/maxLength",keyword:"maxLength",params:{limit: 255},message:"must NOT have more than 255 characters",schema:255,parentSchema:schema45,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(!pattern27.test(data1)){
const err7 = {instancePath:instancePath+"/path",schemaPath:"#/definitions/containerPath/pattern",keyword:"pattern",params:{pattern: "^(?!.*//)(?!.*/\\.{1,2}(/|$))/[A-Za-z0-9._/@+~=-]+$"},message:"must match pattern \""+"^(?!.*//)(?!.*/\\.{1,2}(/|$))/[A-Za-z0-9._/@+~=-]+$"+"\"",schema:"^(?!.*//)(?!.*/\\.{1,2}(/|$))/[A-Za-z0-9._/@+~=-]+$",parentSchema:schema45,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/path",schemaPath:"#/definitions/containerPath/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema45.type,parentSchema:schema45,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.readOnly !== undefined){
let data2 = data.readOnly;
if(typeof data2 !== "boolean"){
const err9 = {instancePath:instancePath+"/readOnly",schemaPath:"#/then/properties/readOnly/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema125.then.properties.readOnly.type,parentSchema:schema125.then.properties.readOnly,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.backup !== undefined){
if(!(validate105(data.backup, {instancePath:instancePath+"/backup",parentData:data,parentDataProperty:"backup",rootData}))){
vErrors = vErrors === null ? validate105.errors : vErrors.concat(validate105.errors);
errors = vErrors.length;
}
}
}
else {
const err10 = {instancePath,schemaPath:"#/then/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema125.then.type,parentSchema:schema125.then,data};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
var _valid0 = _errs3 === errors;
valid0 = _valid0;
ifClause0 = "then";
}
else {
const _errs15 = errors;
if(typeof data === "string"){
if(func4(data) > 600){
const err11 = {instancePath,schemaPath:"#/else/maxLength",keyword:"maxLength",params:{limit: 600},message:"must NOT have more than 600 characters",schema:600,parentSchema:schema125.else,data};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(!pattern106.test(data)){
const err12 = {instancePath,schemaPath:"#/else/pattern",keyword:"pattern",params:{pattern: "^([a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?|\\./(?!([^:]*/)?\\.?:)(?![/-])(?![^:]*//)(?!([^:]*/)?(\\.\\.|\\.git)(/|:))[A-Za-z0-9._/@+~=-]+|/(?!/)(?![^:]*//)(?!([^:]*/)?\\.{1,2}(/|:))[A-Za-z0-9._/@+~=-]*):(?!.*//)(?!.*/\\.{1,2}(/|:|$))/[A-Za-z0-9._/@+~=-]+(:ro|:rw)?$"},message:"must match pattern \""+"^([a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?|\\./(?!([^:]*/)?\\.?:)(?![/-])(?![^:]*//)(?!([^:]*/)?(\\.\\.|\\.git)(/|:))[A-Za-z0-9._/@+~=-]+|/(?!/)(?![^:]*//)(?!([^:]*/)?\\.{1,2}(/|:))[A-Za-z0-9._/@+~=-]*):(?!.*//)(?!.*/\\.{1,2}(/|:|$))/[A-Za-z0-9._/@+~=-]+(:ro|:rw)?$"+"\"",schema:"^([a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?|\\./(?!([^:]*/)?\\.?:)(?![/-])(?![^:]*//)(?!([^:]*/)?(\\.\\.|\\.git)(/|:))[A-Za-z0-9._/@+~=-]+|/(?!/)(?![^:]*//)(?!([^:]*/)?\\.{1,2}(/|:))[A-Za-z0-9._/@+~=-]*):(?!.*//)(?!.*/\\.{1,2}(/|:|$))/[A-Za-z0-9._/@+~=-]+(:ro|:rw)?$",parentSchema:schema125.else,data};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath,schemaPath:"#/else/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema125.else.type,parentSchema:schema125.else,data};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
var _valid0 = _errs15 === errors;
valid0 = _valid0;
ifClause0 = "else";
}
if(!valid0){
const err14 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema125.if,parentSchema:schema125,data};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
validate104.errors = vErrors;
return errors === 0;
}

const schema133 = {"if":{"type":"object"},"then":{"title":"FileMap","description":"One of `from`, `content` and `secret`, and how the file is laid down.","type":"object","additionalProperties":false,"properties":{"from":{"$ref":"#/definitions/sourceFile"},"content":{"description":"The text of the file itself.","type":"string","maxLength":65536,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"},"secret":{"description":"The name of a secret; its value is the content and is shown nowhere.","$ref":"#/definitions/secretName"},"mode":{"description":"Four octal digits in quotes, without write permission. Without it \"0444\", for a secret \"0400\", and \"0555\" for what is executable in git.","type":"string","pattern":"^0[0-7]{3}$","examples":["0400"]},"uid":{"description":"The user that owns it; without it the one that runs Mist. It takes a mistd that runs as root.","type":"integer","minimum":0,"maximum":4294967294},"gid":{"description":"The group that owns it.","type":"integer","minimum":0,"maximum":4294967294}}},"else":{"$ref":"#/definitions/sourceFile"},"examples":["./worker.toml"]};
const schema134 = {"description":"A file of the repository, from the folder of mist.yaml on: letters, digits and `. _ - @ + ~ = /`, without `..` and outside of `.git`. No folder: each file is named.","type":"string","minLength":1,"maxLength":255,"pattern":"^(?!(.*/)?\\.?$)(?![/-])(?!.*//)(?!(.*/)?(\\.\\.|\\.git)(/|$))[A-Za-z0-9._/@+~=-]+$"};
const pattern108 = func3("^(?!(.*/)?\\.?$)(?![/-])(?!.*//)(?!(.*/)?(\\.\\.|\\.git)(/|$))[A-Za-z0-9._/@+~=-]+$", "u");
const pattern111 = func3("^0[0-7]{3}$", "u");

function validate108(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs0 = errors;
let valid0 = true;
const _errs1 = errors;
if(!(data && typeof data == "object" && !Array.isArray(data))){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
var _valid0 = _errs1 === errors;
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((key0 === "from") || (key0 === "content")) || (key0 === "secret")) || (key0 === "mode")) || (key0 === "uid")) || (key0 === "gid"))){
const err1 = {instancePath,schemaPath:"#/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema133.then,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.from !== undefined){
let data0 = data.from;
if(typeof data0 === "string"){
if(func4(data0) > 255){
const err2 = {instancePath:instancePath+"/from",schemaPath:"#/definitions/sourceFile/maxLength",keyword:"maxLength",params:{limit: 255},message:"must NOT have more than 255 characters",schema:255,parentSchema:schema134,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(func4(data0) < 1){
const err3 = {instancePath:instancePath+"/from",schemaPath:"#/definitions/sourceFile/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema134,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(!pattern108.test(data0)){
const err4 = {instancePath:instancePath+"/from",schemaPath:"#/definitions/sourceFile/pattern",keyword:"pattern",params:{pattern: "^(?!(.*/)?\\.?$)(?![/-])(?!.*//)(?!(.*/)?(\\.\\.|\\.git)(/|$))[A-Za-z0-9._/@+~=-]+$"},message:"must match pattern \""+"^(?!(.*/)?\\.?$)(?![/-])(?!.*//)(?!(.*/)?(\\.\\.|\\.git)(/|$))[A-Za-z0-9._/@+~=-]+$"+"\"",schema:"^(?!(.*/)?\\.?$)(?![/-])(?!.*//)(?!(.*/)?(\\.\\.|\\.git)(/|$))[A-Za-z0-9._/@+~=-]+$",parentSchema:schema134,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/from",schemaPath:"#/definitions/sourceFile/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema134.type,parentSchema:schema134,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.content !== undefined){
let data1 = data.content;
if(typeof data1 === "string"){
if(func4(data1) > 65536){
const err6 = {instancePath:instancePath+"/content",schemaPath:"#/then/properties/content/maxLength",keyword:"maxLength",params:{limit: 65536},message:"must NOT have more than 65536 characters",schema:65536,parentSchema:schema133.then.properties.content,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(!pattern62.test(data1)){
const err7 = {instancePath:instancePath+"/content",schemaPath:"#/then/properties/content/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000\\ud800-\\udfff]*$"},message:"must match pattern \""+"^[^\\u0000\\ud800-\\udfff]*$"+"\"",schema:"^[^\\u0000\\ud800-\\udfff]*$",parentSchema:schema133.then.properties.content,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/content",schemaPath:"#/then/properties/content/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema133.then.properties.content.type,parentSchema:schema133.then.properties.content,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.secret !== undefined){
let data2 = data.secret;
if(typeof data2 === "string"){
if(func4(data2) > 100){
const err9 = {instancePath:instancePath+"/secret",schemaPath:"#/definitions/secretName/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters",schema:100,parentSchema:schema77,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(!pattern56.test(data2)){
const err10 = {instancePath:instancePath+"/secret",schemaPath:"#/definitions/secretName/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_]*$"+"\"",schema:"^[A-Za-z][A-Za-z0-9_]*$",parentSchema:schema77,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/secret",schemaPath:"#/definitions/secretName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema77.type,parentSchema:schema77,data:data2};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.mode !== undefined){
let data3 = data.mode;
if(typeof data3 === "string"){
if(!pattern111.test(data3)){
const err12 = {instancePath:instancePath+"/mode",schemaPath:"#/then/properties/mode/pattern",keyword:"pattern",params:{pattern: "^0[0-7]{3}$"},message:"must match pattern \""+"^0[0-7]{3}$"+"\"",schema:"^0[0-7]{3}$",parentSchema:schema133.then.properties.mode,data:data3};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/mode",schemaPath:"#/then/properties/mode/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema133.then.properties.mode.type,parentSchema:schema133.then.properties.mode,data:data3};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.uid !== undefined){
let data4 = data.uid;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err14 = {instancePath:instancePath+"/uid",schemaPath:"#/then/properties/uid/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema133.then.properties.uid.type,parentSchema:schema133.then.properties.uid,data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 4294967294 || isNaN(data4)){
const err15 = {instancePath:instancePath+"/uid",schemaPath:"#/then/properties/uid/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967294},message:"must be <= 4294967294",schema:4294967294,parentSchema:schema133.then.properties.uid,data:data4};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data4 < 0 || isNaN(data4)){
const err16 = {instancePath:instancePath+"/uid",schemaPath:"#/then/properties/uid/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema133.then.properties.uid,data:data4};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
if(data.gid !== undefined){
let data5 = data.gid;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
const err17 = {instancePath:instancePath+"/gid",schemaPath:"#/then/properties/gid/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema133.then.properties.gid.type,parentSchema:schema133.then.properties.gid,data:data5};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 4294967294 || isNaN(data5)){
const err18 = {instancePath:instancePath+"/gid",schemaPath:"#/then/properties/gid/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967294},message:"must be <= 4294967294",schema:4294967294,parentSchema:schema133.then.properties.gid,data:data5};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data5 < 0 || isNaN(data5)){
const err19 = {instancePath:instancePath+"/gid",schemaPath:"#/then/properties/gid/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema133.then.properties.gid,data:data5};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
}
else {
const err20 = {instancePath,schemaPath:"#/then/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema133.then.type,parentSchema:schema133.then,data};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
var _valid0 = _errs3 === errors;
valid0 = _valid0;
ifClause0 = "then";
}
else {
const _errs20 = errors;
if(typeof data === "string"){
if(func4(data) > 255){
const err21 = {instancePath,schemaPath:"#/definitions/sourceFile/maxLength",keyword:"maxLength",params:{limit: 255},message:"must NOT have more than 255 characters",schema:255,parentSchema:schema134,data};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(func4(data) < 1){
const err22 = {instancePath,schemaPath:"#/definitions/sourceFile/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema134,data};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(!pattern108.test(data)){
const err23 = {instancePath,schemaPath:"#/definitions/sourceFile/pattern",keyword:"pattern",params:{pattern: "^(?!(.*/)?\\.?$)(?![/-])(?!.*//)(?!(.*/)?(\\.\\.|\\.git)(/|$))[A-Za-z0-9._/@+~=-]+$"},message:"must match pattern \""+"^(?!(.*/)?\\.?$)(?![/-])(?!.*//)(?!(.*/)?(\\.\\.|\\.git)(/|$))[A-Za-z0-9._/@+~=-]+$"+"\"",schema:"^(?!(.*/)?\\.?$)(?![/-])(?!.*//)(?!(.*/)?(\\.\\.|\\.git)(/|$))[A-Za-z0-9._/@+~=-]+$",parentSchema:schema134,data};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath,schemaPath:"#/definitions/sourceFile/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema134.type,parentSchema:schema134,data};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
var _valid0 = _errs20 === errors;
valid0 = _valid0;
ifClause0 = "else";
}
if(!valid0){
const err25 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema133.if,parentSchema:schema133,data};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
validate108.errors = vErrors;
return errors === 0;
}

const schema141 = {"description":"How it is told that a container is ready: a path that is asked over HTTP, or a map. Without it the health check of the image counts, else that the port accepts connections, else that the container stays up.","if":{"type":"object"},"then":{"title":"HealthMap","type":"object","additionalProperties":false,"properties":{"path":{"description":"Asked with GET from outside of the container.","$ref":"#/definitions/healthPath"},"status":{"description":"Good answers to `path`: one status, or a range such as `200-299`.","if":{"type":"integer"},"then":{"description":"A status from 100 to 599.","type":"integer","minimum":100,"maximum":599},"else":{"description":"Two statuses from 100 to 599 with a hyphen between them.","type":"string","pattern":"^[1-5][0-9]{2}-[1-5][0-9]{2}$"},"default":"200-399","examples":["200-299",204]},"port":{"description":"The port of `path`; without it the port of the app.","$ref":"#/definitions/port"},"tcp":{"description":"`true` or a port: it is ready when the port accepts connections. `true` means the port of the app.","if":{"type":"boolean"},"then":{"description":"`true`, or a port.","enum":[true]},"else":{"$ref":"#/definitions/port"},"examples":[true]},"cmd":{"description":"Run by the engine inside the container; exit code 0 is healthy. It also counts after the release: an unhealthy container is replaced.","$ref":"#/definitions/command","examples":[["pg_isready","-U","shop"]]},"interval":{"description":"Time between two runs of `cmd`; the first comes after as long.","$ref":"#/definitions/duration","default":"30s"},"timeout":{"description":"How long one run of `cmd` may take.","$ref":"#/definitions/duration","default":"5s"},"retries":{"description":"Failures of `cmd` in a row that make the container unhealthy.","type":"integer","minimum":1,"maximum":100,"default":3},"startPeriod":{"description":"Failures of `cmd` do not count for as long after the start.","$ref":"#/definitions/duration","default":"0s"}}},"else":{"$ref":"#/definitions/healthPath"},"examples":["/healthz"]};
const schema142 = {"description":"A path beginning with a slash, of letters, digits and `. _ ~ - / % + = & ?`, without `..` or `//`.","type":"string","maxLength":500,"pattern":"^(?!.*//)(?!.*\\.\\.)/[A-Za-z0-9._~/%+=&?-]*$"};
const pattern120 = func3("^(?!.*//)(?!.*\\.\\.)/[A-Za-z0-9._~/%+=&?-]*$", "u");
const pattern121 = func3("^[1-5][0-9]{2}-[1-5][0-9]{2}$", "u");

function validate111(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs0 = errors;
let valid0 = true;
const _errs1 = errors;
if(!(data && typeof data == "object" && !Array.isArray(data))){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
var _valid0 = _errs1 === errors;
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func2.call(schema141.then.properties, key0))){
const err1 = {instancePath,schemaPath:"#/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema141.then,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.path !== undefined){
let data0 = data.path;
if(typeof data0 === "string"){
if(func4(data0) > 500){
const err2 = {instancePath:instancePath+"/path",schemaPath:"#/definitions/healthPath/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters",schema:500,parentSchema:schema142,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(!pattern120.test(data0)){
const err3 = {instancePath:instancePath+"/path",schemaPath:"#/definitions/healthPath/pattern",keyword:"pattern",params:{pattern: "^(?!.*//)(?!.*\\.\\.)/[A-Za-z0-9._~/%+=&?-]*$"},message:"must match pattern \""+"^(?!.*//)(?!.*\\.\\.)/[A-Za-z0-9._~/%+=&?-]*$"+"\"",schema:"^(?!.*//)(?!.*\\.\\.)/[A-Za-z0-9._~/%+=&?-]*$",parentSchema:schema142,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/path",schemaPath:"#/definitions/healthPath/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema142.type,parentSchema:schema142,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.status !== undefined){
let data1 = data.status;
const _errs10 = errors;
let valid3 = true;
const _errs11 = errors;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err5 = {};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
var _valid1 = _errs11 === errors;
errors = _errs10;
if(vErrors !== null){
if(_errs10){
vErrors.length = _errs10;
}
else {
vErrors = null;
}
}
let ifClause1;
if(_valid1){
const _errs13 = errors;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err6 = {instancePath:instancePath+"/status",schemaPath:"#/then/properties/status/then/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema141.then.properties.status.then.type,parentSchema:schema141.then.properties.status.then,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 599 || isNaN(data1)){
const err7 = {instancePath:instancePath+"/status",schemaPath:"#/then/properties/status/then/maximum",keyword:"maximum",params:{comparison: "<=", limit: 599},message:"must be <= 599",schema:599,parentSchema:schema141.then.properties.status.then,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data1 < 100 || isNaN(data1)){
const err8 = {instancePath:instancePath+"/status",schemaPath:"#/then/properties/status/then/minimum",keyword:"minimum",params:{comparison: ">=", limit: 100},message:"must be >= 100",schema:100,parentSchema:schema141.then.properties.status.then,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
var _valid1 = _errs13 === errors;
valid3 = _valid1;
ifClause1 = "then";
}
else {
const _errs15 = errors;
if(typeof data1 === "string"){
if(!pattern121.test(data1)){
const err9 = {instancePath:instancePath+"/status",schemaPath:"#/then/properties/status/else/pattern",keyword:"pattern",params:{pattern: "^[1-5][0-9]{2}-[1-5][0-9]{2}$"},message:"must match pattern \""+"^[1-5][0-9]{2}-[1-5][0-9]{2}$"+"\"",schema:"^[1-5][0-9]{2}-[1-5][0-9]{2}$",parentSchema:schema141.then.properties.status.else,data:data1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/status",schemaPath:"#/then/properties/status/else/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema141.then.properties.status.else.type,parentSchema:schema141.then.properties.status.else,data:data1};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
var _valid1 = _errs15 === errors;
valid3 = _valid1;
ifClause1 = "else";
}
if(!valid3){
const err11 = {instancePath:instancePath+"/status",schemaPath:"#/then/properties/status/if",keyword:"if",params:{failingKeyword: ifClause1},message:"must match \""+ifClause1+"\" schema",schema:schema141.then.properties.status.if,parentSchema:schema141.then.properties.status,data:data1};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.port !== undefined){
let data2 = data.port;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err12 = {instancePath:instancePath+"/port",schemaPath:"#/definitions/port/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema46.type,parentSchema:schema46,data:data2};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 65535 || isNaN(data2)){
const err13 = {instancePath:instancePath+"/port",schemaPath:"#/definitions/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535",schema:65535,parentSchema:schema46,data:data2};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data2 < 1 || isNaN(data2)){
const err14 = {instancePath:instancePath+"/port",schemaPath:"#/definitions/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema46,data:data2};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
if(data.tcp !== undefined){
let data3 = data.tcp;
const _errs21 = errors;
let valid5 = true;
const _errs22 = errors;
if(typeof data3 !== "boolean"){
const err15 = {};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
var _valid2 = _errs22 === errors;
errors = _errs21;
if(vErrors !== null){
if(_errs21){
vErrors.length = _errs21;
}
else {
vErrors = null;
}
}
let ifClause2;
if(_valid2){
const _errs24 = errors;
if(!(data3 === true)){
const err16 = {instancePath:instancePath+"/tcp",schemaPath:"#/then/properties/tcp/then/enum",keyword:"enum",params:{allowedValues: schema141.then.properties.tcp.then.enum},message:"must be equal to one of the allowed values",schema:schema141.then.properties.tcp.then.enum,parentSchema:schema141.then.properties.tcp.then,data:data3};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
var _valid2 = _errs24 === errors;
valid5 = _valid2;
ifClause2 = "then";
}
else {
const _errs25 = errors;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err17 = {instancePath:instancePath+"/tcp",schemaPath:"#/definitions/port/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema46.type,parentSchema:schema46,data:data3};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 65535 || isNaN(data3)){
const err18 = {instancePath:instancePath+"/tcp",schemaPath:"#/definitions/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535",schema:65535,parentSchema:schema46,data:data3};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data3 < 1 || isNaN(data3)){
const err19 = {instancePath:instancePath+"/tcp",schemaPath:"#/definitions/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema46,data:data3};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
var _valid2 = _errs25 === errors;
valid5 = _valid2;
ifClause2 = "else";
}
if(!valid5){
const err20 = {instancePath:instancePath+"/tcp",schemaPath:"#/then/properties/tcp/if",keyword:"if",params:{failingKeyword: ifClause2},message:"must match \""+ifClause2+"\" schema",schema:schema141.then.properties.tcp.if,parentSchema:schema141.then.properties.tcp,data:data3};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.cmd !== undefined){
let data4 = data.cmd;
const _errs30 = errors;
let valid8 = true;
const _errs31 = errors;
if(!(Array.isArray(data4))){
const err21 = {};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
var _valid3 = _errs31 === errors;
errors = _errs30;
if(vErrors !== null){
if(_errs30){
vErrors.length = _errs30;
}
else {
vErrors = null;
}
}
let ifClause3;
if(_valid3){
const _errs33 = errors;
if(Array.isArray(data4)){
if(data4.length > 200){
const err22 = {instancePath:instancePath+"/cmd",schemaPath:"#/definitions/command/then/maxItems",keyword:"maxItems",params:{limit: 200},message:"must NOT have more than 200 items",schema:200,parentSchema:schema137.then,data:data4};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(data4.length < 1){
const err23 = {instancePath:instancePath+"/cmd",schemaPath:"#/definitions/command/then/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema137.then,data:data4};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if((typeof data5 !== "string") && (!((typeof data5 == "number") && (isFinite(data5))))){
const err24 = {instancePath:instancePath+"/cmd/" + i0,schemaPath:"#/definitions/command/then/items/type",keyword:"type",params:{type: schema137.then.items.type},message:"must be string,number",schema:schema137.then.items.type,parentSchema:schema137.then.items,data:data5};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(typeof data5 === "string"){
if(func4(data5) > 8192){
const err25 = {instancePath:instancePath+"/cmd/" + i0,schemaPath:"#/definitions/command/then/items/maxLength",keyword:"maxLength",params:{limit: 8192},message:"must NOT have more than 8192 characters",schema:8192,parentSchema:schema137.then.items,data:data5};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(!pattern62.test(data5)){
const err26 = {instancePath:instancePath+"/cmd/" + i0,schemaPath:"#/definitions/command/then/items/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000\\ud800-\\udfff]*$"},message:"must match pattern \""+"^[^\\u0000\\ud800-\\udfff]*$"+"\"",schema:"^[^\\u0000\\ud800-\\udfff]*$",parentSchema:schema137.then.items,data:data5};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
}
else {
const err27 = {instancePath:instancePath+"/cmd",schemaPath:"#/definitions/command/then/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema137.then.type,parentSchema:schema137.then,data:data4};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
var _valid3 = _errs33 === errors;
valid8 = _valid3;
ifClause3 = "then";
}
else {
const _errs37 = errors;
if(typeof data4 === "string"){
if(func4(data4) > 8192){
const err28 = {instancePath:instancePath+"/cmd",schemaPath:"#/definitions/command/else/maxLength",keyword:"maxLength",params:{limit: 8192},message:"must NOT have more than 8192 characters",schema:8192,parentSchema:schema137.else,data:data4};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(func4(data4) < 1){
const err29 = {instancePath:instancePath+"/cmd",schemaPath:"#/definitions/command/else/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema137.else,data:data4};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(!pattern62.test(data4)){
const err30 = {instancePath:instancePath+"/cmd",schemaPath:"#/definitions/command/else/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000\\ud800-\\udfff]*$"},message:"must match pattern \""+"^[^\\u0000\\ud800-\\udfff]*$"+"\"",schema:"^[^\\u0000\\ud800-\\udfff]*$",parentSchema:schema137.else,data:data4};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
else {
const err31 = {instancePath:instancePath+"/cmd",schemaPath:"#/definitions/command/else/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema137.else.type,parentSchema:schema137.else,data:data4};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
var _valid3 = _errs37 === errors;
valid8 = _valid3;
ifClause3 = "else";
}
if(!valid8){
const err32 = {instancePath:instancePath+"/cmd",schemaPath:"#/definitions/command/if",keyword:"if",params:{failingKeyword: ifClause3},message:"must match \""+ifClause3+"\" schema",schema:schema137.if,parentSchema:schema137,data:data4};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data.interval !== undefined){
let data6 = data.interval;
if(typeof data6 === "string"){
if(!pattern8.test(data6)){
const err33 = {instancePath:instancePath+"/interval",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,6}(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]{1,6}(ms|s|m|h)$"+"\"",schema:"^[0-9]{1,6}(ms|s|m|h)$",parentSchema:schema24,data:data6};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
else {
const err34 = {instancePath:instancePath+"/interval",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.type,parentSchema:schema24,data:data6};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.timeout !== undefined){
let data7 = data.timeout;
if(typeof data7 === "string"){
if(!pattern8.test(data7)){
const err35 = {instancePath:instancePath+"/timeout",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,6}(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]{1,6}(ms|s|m|h)$"+"\"",schema:"^[0-9]{1,6}(ms|s|m|h)$",parentSchema:schema24,data:data7};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
else {
const err36 = {instancePath:instancePath+"/timeout",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.type,parentSchema:schema24,data:data7};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data.retries !== undefined){
let data8 = data.retries;
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
const err37 = {instancePath:instancePath+"/retries",schemaPath:"#/then/properties/retries/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema141.then.properties.retries.type,parentSchema:schema141.then.properties.retries,data:data8};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 > 100 || isNaN(data8)){
const err38 = {instancePath:instancePath+"/retries",schemaPath:"#/then/properties/retries/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100",schema:100,parentSchema:schema141.then.properties.retries,data:data8};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(data8 < 1 || isNaN(data8)){
const err39 = {instancePath:instancePath+"/retries",schemaPath:"#/then/properties/retries/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema141.then.properties.retries,data:data8};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
}
if(data.startPeriod !== undefined){
let data9 = data.startPeriod;
if(typeof data9 === "string"){
if(!pattern8.test(data9)){
const err40 = {instancePath:instancePath+"/startPeriod",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,6}(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]{1,6}(ms|s|m|h)$"+"\"",schema:"^[0-9]{1,6}(ms|s|m|h)$",parentSchema:schema24,data:data9};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
else {
const err41 = {instancePath:instancePath+"/startPeriod",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.type,parentSchema:schema24,data:data9};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
else {
const err42 = {instancePath,schemaPath:"#/then/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema141.then.type,parentSchema:schema141.then,data};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
var _valid0 = _errs3 === errors;
valid0 = _valid0;
ifClause0 = "then";
}
else {
const _errs50 = errors;
if(typeof data === "string"){
if(func4(data) > 500){
const err43 = {instancePath,schemaPath:"#/definitions/healthPath/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters",schema:500,parentSchema:schema142,data};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if(!pattern120.test(data)){
const err44 = {instancePath,schemaPath:"#/definitions/healthPath/pattern",keyword:"pattern",params:{pattern: "^(?!.*//)(?!.*\\.\\.)/[A-Za-z0-9._~/%+=&?-]*$"},message:"must match pattern \""+"^(?!.*//)(?!.*\\.\\.)/[A-Za-z0-9._~/%+=&?-]*$"+"\"",schema:"^(?!.*//)(?!.*\\.\\.)/[A-Za-z0-9._~/%+=&?-]*$",parentSchema:schema142,data};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
else {
const err45 = {instancePath,schemaPath:"#/definitions/healthPath/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema142.type,parentSchema:schema142,data};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
var _valid0 = _errs50 === errors;
valid0 = _valid0;
ifClause0 = "else";
}
if(!valid0){
const err46 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema141.if,parentSchema:schema141,data};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
validate111.errors = vErrors;
return errors === 0;
}

const schema150 = {"title":"Deploy","description":"How a new version comes out. None of it but `stop` takes a new container to change.","type":"object","additionalProperties":false,"properties":{"strategy":{"description":"`rolling` starts the new containers beside the old ones, `recreate` stops the old ones first, `canary` is rolling with a growing share of the requests. Apps that publish a port of the host or write to a volume are always recreated.","enum":["rolling","recreate","canary"],"default":"rolling"},"pre":{"description":"Arguments for a run of the new image before any new container starts, with the env, networks and volumes of the app: for migrations. When it fails nothing is released.","$ref":"#/definitions/command","examples":[["migrate","--all"]]},"timeout":{"description":"How long a new container has to become ready, and `pre` to end.","$ref":"#/definitions/duration","default":"5m"},"window":{"description":"How long a new container has to stay ready before it gets requests.","$ref":"#/definitions/duration","default":"0s"},"drain":{"description":"How long the old containers still finish requests and connections once the proxy leads to the new ones. Long-lived connections such as WebSockets end with it.","$ref":"#/definitions/duration","default":"10s"},"stop":{"description":"How long a container gets between SIGTERM and SIGKILL, in whole seconds.","$ref":"#/definitions/duration","default":"10s"},"keep":{"description":"Of how many releases the image is kept, the newest one among them: with 3 there are two to go back to.","type":"integer","minimum":1,"maximum":100,"default":3},"canary":{"$ref":"#/definitions/canary"}}};
const schema156 = {"title":"Canary","description":"The steps of the strategy canary. When the new containers fail their checks the route goes back at once.","type":"object","additionalProperties":false,"properties":{"weights":{"description":"Per cent of the requests that the new version gets, step by step, ascending. All of them come last by themselves.","type":"array","minItems":1,"maxItems":20,"items":{"description":"A whole number from 1 to 99.","type":"integer","minimum":1,"maximum":99},"default":[10,50]},"every":{"description":"How long each step is watched.","$ref":"#/definitions/duration","default":"30s"}}};

function validate114(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((key0 === "weights") || (key0 === "every"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema156,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.weights !== undefined){
let data0 = data.weights;
if(Array.isArray(data0)){
if(data0.length > 20){
const err1 = {instancePath:instancePath+"/weights",schemaPath:"#/properties/weights/maxItems",keyword:"maxItems",params:{limit: 20},message:"must NOT have more than 20 items",schema:20,parentSchema:schema156.properties.weights,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data0.length < 1){
const err2 = {instancePath:instancePath+"/weights",schemaPath:"#/properties/weights/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema156.properties.weights,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err3 = {instancePath:instancePath+"/weights/" + i0,schemaPath:"#/properties/weights/items/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema156.properties.weights.items.type,parentSchema:schema156.properties.weights.items,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 99 || isNaN(data1)){
const err4 = {instancePath:instancePath+"/weights/" + i0,schemaPath:"#/properties/weights/items/maximum",keyword:"maximum",params:{comparison: "<=", limit: 99},message:"must be <= 99",schema:99,parentSchema:schema156.properties.weights.items,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data1 < 1 || isNaN(data1)){
const err5 = {instancePath:instancePath+"/weights/" + i0,schemaPath:"#/properties/weights/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema156.properties.weights.items,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
}
else {
const err6 = {instancePath:instancePath+"/weights",schemaPath:"#/properties/weights/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema156.properties.weights.type,parentSchema:schema156.properties.weights,data:data0};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.every !== undefined){
let data2 = data.every;
if(typeof data2 === "string"){
if(!pattern8.test(data2)){
const err7 = {instancePath:instancePath+"/every",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,6}(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]{1,6}(ms|s|m|h)$"+"\"",schema:"^[0-9]{1,6}(ms|s|m|h)$",parentSchema:schema24,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/every",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.type,parentSchema:schema24,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema156.type,parentSchema:schema156,data};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
validate114.errors = vErrors;
return errors === 0;
}


function validate113(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((((key0 === "strategy") || (key0 === "pre")) || (key0 === "timeout")) || (key0 === "window")) || (key0 === "drain")) || (key0 === "stop")) || (key0 === "keep")) || (key0 === "canary"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema150,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.strategy !== undefined){
let data0 = data.strategy;
if(!(((data0 === "rolling") || (data0 === "recreate")) || (data0 === "canary"))){
const err1 = {instancePath:instancePath+"/strategy",schemaPath:"#/properties/strategy/enum",keyword:"enum",params:{allowedValues: schema150.properties.strategy.enum},message:"must be equal to one of the allowed values",schema:schema150.properties.strategy.enum,parentSchema:schema150.properties.strategy,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.pre !== undefined){
let data1 = data.pre;
const _errs5 = errors;
let valid2 = true;
const _errs6 = errors;
if(!(Array.isArray(data1))){
const err2 = {};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
var _valid0 = _errs6 === errors;
errors = _errs5;
if(vErrors !== null){
if(_errs5){
vErrors.length = _errs5;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs8 = errors;
if(Array.isArray(data1)){
if(data1.length > 200){
const err3 = {instancePath:instancePath+"/pre",schemaPath:"#/definitions/command/then/maxItems",keyword:"maxItems",params:{limit: 200},message:"must NOT have more than 200 items",schema:200,parentSchema:schema137.then,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data1.length < 1){
const err4 = {instancePath:instancePath+"/pre",schemaPath:"#/definitions/command/then/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema137.then,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if((typeof data2 !== "string") && (!((typeof data2 == "number") && (isFinite(data2))))){
const err5 = {instancePath:instancePath+"/pre/" + i0,schemaPath:"#/definitions/command/then/items/type",keyword:"type",params:{type: schema137.then.items.type},message:"must be string,number",schema:schema137.then.items.type,parentSchema:schema137.then.items,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(typeof data2 === "string"){
if(func4(data2) > 8192){
const err6 = {instancePath:instancePath+"/pre/" + i0,schemaPath:"#/definitions/command/then/items/maxLength",keyword:"maxLength",params:{limit: 8192},message:"must NOT have more than 8192 characters",schema:8192,parentSchema:schema137.then.items,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(!pattern62.test(data2)){
const err7 = {instancePath:instancePath+"/pre/" + i0,schemaPath:"#/definitions/command/then/items/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000\\ud800-\\udfff]*$"},message:"must match pattern \""+"^[^\\u0000\\ud800-\\udfff]*$"+"\"",schema:"^[^\\u0000\\ud800-\\udfff]*$",parentSchema:schema137.then.items,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
}
else {
const err8 = {instancePath:instancePath+"/pre",schemaPath:"#/definitions/command/then/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema137.then.type,parentSchema:schema137.then,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
var _valid0 = _errs8 === errors;
valid2 = _valid0;
ifClause0 = "then";
}
else {
const _errs12 = errors;
if(typeof data1 === "string"){
if(func4(data1) > 8192){
const err9 = {instancePath:instancePath+"/pre",schemaPath:"#/definitions/command/else/maxLength",keyword:"maxLength",params:{limit: 8192},message:"must NOT have more than 8192 characters",schema:8192,parentSchema:schema137.else,data:data1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(func4(data1) < 1){
const err10 = {instancePath:instancePath+"/pre",schemaPath:"#/definitions/command/else/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema137.else,data:data1};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(!pattern62.test(data1)){
const err11 = {instancePath:instancePath+"/pre",schemaPath:"#/definitions/command/else/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000\\ud800-\\udfff]*$"},message:"must match pattern \""+"^[^\\u0000\\ud800-\\udfff]*$"+"\"",schema:"^[^\\u0000\\ud800-\\udfff]*$",parentSchema:schema137.else,data:data1};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/pre",schemaPath:"#/definitions/command/else/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema137.else.type,parentSchema:schema137.else,data:data1};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
var _valid0 = _errs12 === errors;
valid2 = _valid0;
ifClause0 = "else";
}
if(!valid2){
const err13 = {instancePath:instancePath+"/pre",schemaPath:"#/definitions/command/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema137.if,parentSchema:schema137,data:data1};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.timeout !== undefined){
let data3 = data.timeout;
if(typeof data3 === "string"){
if(!pattern8.test(data3)){
const err14 = {instancePath:instancePath+"/timeout",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,6}(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]{1,6}(ms|s|m|h)$"+"\"",schema:"^[0-9]{1,6}(ms|s|m|h)$",parentSchema:schema24,data:data3};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/timeout",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.type,parentSchema:schema24,data:data3};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.window !== undefined){
let data4 = data.window;
if(typeof data4 === "string"){
if(!pattern8.test(data4)){
const err16 = {instancePath:instancePath+"/window",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,6}(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]{1,6}(ms|s|m|h)$"+"\"",schema:"^[0-9]{1,6}(ms|s|m|h)$",parentSchema:schema24,data:data4};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/window",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.type,parentSchema:schema24,data:data4};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.drain !== undefined){
let data5 = data.drain;
if(typeof data5 === "string"){
if(!pattern8.test(data5)){
const err18 = {instancePath:instancePath+"/drain",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,6}(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]{1,6}(ms|s|m|h)$"+"\"",schema:"^[0-9]{1,6}(ms|s|m|h)$",parentSchema:schema24,data:data5};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/drain",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.type,parentSchema:schema24,data:data5};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.stop !== undefined){
let data6 = data.stop;
if(typeof data6 === "string"){
if(!pattern8.test(data6)){
const err20 = {instancePath:instancePath+"/stop",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,6}(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]{1,6}(ms|s|m|h)$"+"\"",schema:"^[0-9]{1,6}(ms|s|m|h)$",parentSchema:schema24,data:data6};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/stop",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.type,parentSchema:schema24,data:data6};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.keep !== undefined){
let data7 = data.keep;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err22 = {instancePath:instancePath+"/keep",schemaPath:"#/properties/keep/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema150.properties.keep.type,parentSchema:schema150.properties.keep,data:data7};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > 100 || isNaN(data7)){
const err23 = {instancePath:instancePath+"/keep",schemaPath:"#/properties/keep/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100",schema:100,parentSchema:schema150.properties.keep,data:data7};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(data7 < 1 || isNaN(data7)){
const err24 = {instancePath:instancePath+"/keep",schemaPath:"#/properties/keep/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema150.properties.keep,data:data7};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
if(data.canary !== undefined){
if(!(validate114(data.canary, {instancePath:instancePath+"/canary",parentData:data,parentDataProperty:"canary",rootData}))){
vErrors = vErrors === null ? validate114.errors : vErrors.concat(validate114.errors);
errors = vErrors.length;
}
}
}
else {
const err25 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema150.type,parentSchema:schema150,data};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
validate113.errors = vErrors;
return errors === 0;
}

const schema160 = {"title":"Backup","type":"object","additionalProperties":false,"required":["schedule","to"],"properties":{"schedule":{"description":"When: five fields of cron, or a word such as `@daily`. The first one is made as soon as the app runs, and one that was missed is made up once.","$ref":"#/definitions/cronText","examples":["15 3 * * *","@daily"]},"timezone":{"description":"The timezone that the schedule is meant in.","type":"string","maxLength":64,"pattern":"^[A-Za-z][A-Za-z0-9_+/-]*$","default":"UTC","examples":["Europe/Berlin"]},"to":{"description":"A place from `storage`.","$ref":"#/definitions/name","examples":["offsite"]},"keep":{"$ref":"#/definitions/retention"},"verify":{"description":"How often the newest one is restored into a container that is thrown away, to prove it. Without it that is done by hand alone: `mistctl backup verify`.","type":"string","enum":["daily","weekly","monthly"]}}};

function validate118(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schedule === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "schedule"},message:"must have required property '"+"schedule"+"'",schema:schema160.required,parentSchema:schema160,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.to === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "to"},message:"must have required property '"+"to"+"'",schema:schema160.required,parentSchema:schema160,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "schedule") || (key0 === "timezone")) || (key0 === "to")) || (key0 === "keep")) || (key0 === "verify"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema160,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.schedule !== undefined){
let data0 = data.schedule;
if(typeof data0 === "string"){
if(func4(data0) > 100){
const err3 = {instancePath:instancePath+"/schedule",schemaPath:"#/definitions/cronText/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters",schema:100,parentSchema:schema129,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(func4(data0) < 1){
const err4 = {instancePath:instancePath+"/schedule",schemaPath:"#/definitions/cronText/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema129,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(!pattern18.test(data0)){
const err5 = {instancePath:instancePath+"/schedule",schemaPath:"#/definitions/cronText/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\ud800-\\udfff]*$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\ud800-\\udfff]*$"+"\"",schema:"^[^\\u0000-\\u001f\\ud800-\\udfff]*$",parentSchema:schema129,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/schedule",schemaPath:"#/definitions/cronText/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema129.type,parentSchema:schema129,data:data0};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.timezone !== undefined){
let data1 = data.timezone;
if(typeof data1 === "string"){
if(func4(data1) > 64){
const err7 = {instancePath:instancePath+"/timezone",schemaPath:"#/properties/timezone/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters",schema:64,parentSchema:schema160.properties.timezone,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(!pattern104.test(data1)){
const err8 = {instancePath:instancePath+"/timezone",schemaPath:"#/properties/timezone/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_+/-]*$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_+/-]*$"+"\"",schema:"^[A-Za-z][A-Za-z0-9_+/-]*$",parentSchema:schema160.properties.timezone,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/timezone",schemaPath:"#/properties/timezone/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema160.properties.timezone.type,parentSchema:schema160.properties.timezone,data:data1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.to !== undefined){
let data2 = data.to;
if(typeof data2 === "string"){
if(!pattern16.test(data2)){
const err10 = {instancePath:instancePath+"/to",schemaPath:"#/definitions/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"+"\"",schema:"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$",parentSchema:schema32,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/to",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.type,parentSchema:schema32,data:data2};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.keep !== undefined){
let data3 = data.keep;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(Object.keys(data3).length < 1){
const err12 = {instancePath:instancePath+"/keep",schemaPath:"#/definitions/retention/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema131,data:data3};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
for(const key1 in data3){
if(!((((key1 === "last") || (key1 === "daily")) || (key1 === "weekly")) || (key1 === "monthly"))){
const err13 = {instancePath:instancePath+"/keep",schemaPath:"#/definitions/retention/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema131,data:data3};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data3.last !== undefined){
let data4 = data3.last;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err14 = {instancePath:instancePath+"/keep/last",schemaPath:"#/definitions/retention/properties/last/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema131.properties.last.type,parentSchema:schema131.properties.last,data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 1000 || isNaN(data4)){
const err15 = {instancePath:instancePath+"/keep/last",schemaPath:"#/definitions/retention/properties/last/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema131.properties.last,data:data4};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data4 < 0 || isNaN(data4)){
const err16 = {instancePath:instancePath+"/keep/last",schemaPath:"#/definitions/retention/properties/last/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema131.properties.last,data:data4};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
if(data3.daily !== undefined){
let data5 = data3.daily;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
const err17 = {instancePath:instancePath+"/keep/daily",schemaPath:"#/definitions/retention/properties/daily/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema131.properties.daily.type,parentSchema:schema131.properties.daily,data:data5};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 1000 || isNaN(data5)){
const err18 = {instancePath:instancePath+"/keep/daily",schemaPath:"#/definitions/retention/properties/daily/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema131.properties.daily,data:data5};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data5 < 0 || isNaN(data5)){
const err19 = {instancePath:instancePath+"/keep/daily",schemaPath:"#/definitions/retention/properties/daily/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema131.properties.daily,data:data5};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
if(data3.weekly !== undefined){
let data6 = data3.weekly;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err20 = {instancePath:instancePath+"/keep/weekly",schemaPath:"#/definitions/retention/properties/weekly/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema131.properties.weekly.type,parentSchema:schema131.properties.weekly,data:data6};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 1000 || isNaN(data6)){
const err21 = {instancePath:instancePath+"/keep/weekly",schemaPath:"#/definitions/retention/properties/weekly/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema131.properties.weekly,data:data6};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(data6 < 0 || isNaN(data6)){
const err22 = {instancePath:instancePath+"/keep/weekly",schemaPath:"#/definitions/retention/properties/weekly/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema131.properties.weekly,data:data6};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
if(data3.monthly !== undefined){
let data7 = data3.monthly;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err23 = {instancePath:instancePath+"/keep/monthly",schemaPath:"#/definitions/retention/properties/monthly/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema131.properties.monthly.type,parentSchema:schema131.properties.monthly,data:data7};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > 1000 || isNaN(data7)){
const err24 = {instancePath:instancePath+"/keep/monthly",schemaPath:"#/definitions/retention/properties/monthly/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema131.properties.monthly,data:data7};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(data7 < 0 || isNaN(data7)){
const err25 = {instancePath:instancePath+"/keep/monthly",schemaPath:"#/definitions/retention/properties/monthly/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema131.properties.monthly,data:data7};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
}
else {
const err26 = {instancePath:instancePath+"/keep",schemaPath:"#/definitions/retention/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema131.type,parentSchema:schema131,data:data3};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data.verify !== undefined){
let data8 = data.verify;
if(typeof data8 !== "string"){
const err27 = {instancePath:instancePath+"/verify",schemaPath:"#/properties/verify/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema160.properties.verify.type,parentSchema:schema160.properties.verify,data:data8};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(!(((data8 === "daily") || (data8 === "weekly")) || (data8 === "monthly"))){
const err28 = {instancePath:instancePath+"/verify",schemaPath:"#/properties/verify/enum",keyword:"enum",params:{allowedValues: schema160.properties.verify.enum},message:"must be equal to one of the allowed values",schema:schema160.properties.verify.enum,parentSchema:schema160.properties.verify,data:data8};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
else {
const err29 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema160.type,parentSchema:schema160,data};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
validate118.errors = vErrors;
return errors === 0;
}

const schema166 = {"title":"Preview","description":"Runs branches of the source of this app as apps of their own, `<app>-<branch>`, for as long as each is there and young. Only for apps that are built. A preview has its own containers, domain and volumes, one replica and no port of the host.","type":"object","additionalProperties":false,"required":["branches"],"properties":{"branches":{"description":"Which branches: a pattern or a list of them. `*` stands for anything but a slash, `**` for anything, and `!` in front leaves out what matches. The branch that the app itself is built from is never among them.","if":{"type":"array"},"then":{"type":"array","minItems":1,"maxItems":20,"uniqueItems":true,"items":{"$ref":"#/definitions/branchPattern"}},"else":{"$ref":"#/definitions/branchPattern"},"examples":["feat/*",["**","!dependabot/**"]]},"limit":{"description":"How many run at a time: those whose last commits are the newest.","type":"integer","minimum":1,"maximum":50,"default":5},"ttl":{"description":"How long after the last commit of its branch a preview goes, from 1m to 8760h.","$ref":"#/definitions/duration","default":"168h"},"env":{"description":"Environment variables that are different in previews. What leads to production data has to be set anew here.","$ref":"#/definitions/env"},"buildSecrets":{"description":"Secrets for builds of previews: each id of `build.secrets` has to be set anew here.","$ref":"#/definitions/buildSecrets"},"domain":{"description":"Where previews are served: `*.preview.example.com` gives `<project>-<app>-<branch>.preview.example.com`. Without it below `ingress.domain`.","type":"string","maxLength":180,"pattern":"^\\*\\.([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$","examples":["*.preview.example.com"]}}};
const schema167 = {"description":"A pattern for names of branches: letters, digits and `. _ / - @ + #`, with `*`, `**`, or `!` in front.","type":"string","maxLength":200,"pattern":"^!?[A-Za-z0-9_*][A-Za-z0-9*._/@+#-]*$"};
const pattern142 = func3("^!?[A-Za-z0-9_*][A-Za-z0-9*._/@+#-]*$", "u");
const pattern145 = func3("^\\*\\.([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", "u");

function validate120(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.branches === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "branches"},message:"must have required property '"+"branches"+"'",schema:schema166.required,parentSchema:schema166,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((((((key0 === "branches") || (key0 === "limit")) || (key0 === "ttl")) || (key0 === "env")) || (key0 === "buildSecrets")) || (key0 === "domain"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema166,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.branches !== undefined){
let data0 = data.branches;
const _errs3 = errors;
let valid1 = true;
const _errs4 = errors;
if(!(Array.isArray(data0))){
const err2 = {};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
var _valid0 = _errs4 === errors;
errors = _errs3;
if(vErrors !== null){
if(_errs3){
vErrors.length = _errs3;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs6 = errors;
if(Array.isArray(data0)){
if(data0.length > 20){
const err3 = {instancePath:instancePath+"/branches",schemaPath:"#/properties/branches/then/maxItems",keyword:"maxItems",params:{limit: 20},message:"must NOT have more than 20 items",schema:20,parentSchema:schema166.properties.branches.then,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data0.length < 1){
const err4 = {instancePath:instancePath+"/branches",schemaPath:"#/properties/branches/then/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema166.properties.branches.then,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(typeof data1 === "string"){
if(func4(data1) > 200){
const err5 = {instancePath:instancePath+"/branches/" + i0,schemaPath:"#/definitions/branchPattern/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema167,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(!pattern142.test(data1)){
const err6 = {instancePath:instancePath+"/branches/" + i0,schemaPath:"#/definitions/branchPattern/pattern",keyword:"pattern",params:{pattern: "^!?[A-Za-z0-9_*][A-Za-z0-9*._/@+#-]*$"},message:"must match pattern \""+"^!?[A-Za-z0-9_*][A-Za-z0-9*._/@+#-]*$"+"\"",schema:"^!?[A-Za-z0-9_*][A-Za-z0-9*._/@+#-]*$",parentSchema:schema167,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/branches/" + i0,schemaPath:"#/definitions/branchPattern/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema167.type,parentSchema:schema167,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
let i1 = data0.length;
let j0;
if(i1 > 1){
outer0:
for(;i1--;){
for(j0 = i1; j0--;){
if(func0(data0[i1], data0[j0])){
const err8 = {instancePath:instancePath+"/branches",schemaPath:"#/properties/branches/then/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)",schema:true,parentSchema:schema166.properties.branches.then,data:data0};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
break outer0;
}
}
}
}
}
else {
const err9 = {instancePath:instancePath+"/branches",schemaPath:"#/properties/branches/then/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema166.properties.branches.then.type,parentSchema:schema166.properties.branches.then,data:data0};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
var _valid0 = _errs6 === errors;
valid1 = _valid0;
ifClause0 = "then";
}
else {
const _errs11 = errors;
if(typeof data0 === "string"){
if(func4(data0) > 200){
const err10 = {instancePath:instancePath+"/branches",schemaPath:"#/definitions/branchPattern/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema167,data:data0};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(!pattern142.test(data0)){
const err11 = {instancePath:instancePath+"/branches",schemaPath:"#/definitions/branchPattern/pattern",keyword:"pattern",params:{pattern: "^!?[A-Za-z0-9_*][A-Za-z0-9*._/@+#-]*$"},message:"must match pattern \""+"^!?[A-Za-z0-9_*][A-Za-z0-9*._/@+#-]*$"+"\"",schema:"^!?[A-Za-z0-9_*][A-Za-z0-9*._/@+#-]*$",parentSchema:schema167,data:data0};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/branches",schemaPath:"#/definitions/branchPattern/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema167.type,parentSchema:schema167,data:data0};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
var _valid0 = _errs11 === errors;
valid1 = _valid0;
ifClause0 = "else";
}
if(!valid1){
const err13 = {instancePath:instancePath+"/branches",schemaPath:"#/properties/branches/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema166.properties.branches.if,parentSchema:schema166.properties.branches,data:data0};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.limit !== undefined){
let data2 = data.limit;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err14 = {instancePath:instancePath+"/limit",schemaPath:"#/properties/limit/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema166.properties.limit.type,parentSchema:schema166.properties.limit,data:data2};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 50 || isNaN(data2)){
const err15 = {instancePath:instancePath+"/limit",schemaPath:"#/properties/limit/maximum",keyword:"maximum",params:{comparison: "<=", limit: 50},message:"must be <= 50",schema:50,parentSchema:schema166.properties.limit,data:data2};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data2 < 1 || isNaN(data2)){
const err16 = {instancePath:instancePath+"/limit",schemaPath:"#/properties/limit/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema166.properties.limit,data:data2};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
if(data.ttl !== undefined){
let data3 = data.ttl;
if(typeof data3 === "string"){
if(!pattern8.test(data3)){
const err17 = {instancePath:instancePath+"/ttl",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,6}(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]{1,6}(ms|s|m|h)$"+"\"",schema:"^[0-9]{1,6}(ms|s|m|h)$",parentSchema:schema24,data:data3};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/ttl",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.type,parentSchema:schema24,data:data3};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.env !== undefined){
if(!(validate83(data.env, {instancePath:instancePath+"/env",parentData:data,parentDataProperty:"env",rootData}))){
vErrors = vErrors === null ? validate83.errors : vErrors.concat(validate83.errors);
errors = vErrors.length;
}
}
if(data.buildSecrets !== undefined){
if(!(validate95(data.buildSecrets, {instancePath:instancePath+"/buildSecrets",parentData:data,parentDataProperty:"buildSecrets",rootData}))){
vErrors = vErrors === null ? validate95.errors : vErrors.concat(validate95.errors);
errors = vErrors.length;
}
}
if(data.domain !== undefined){
let data6 = data.domain;
if(typeof data6 === "string"){
if(func4(data6) > 180){
const err19 = {instancePath:instancePath+"/domain",schemaPath:"#/properties/domain/maxLength",keyword:"maxLength",params:{limit: 180},message:"must NOT have more than 180 characters",schema:180,parentSchema:schema166.properties.domain,data:data6};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(!pattern145.test(data6)){
const err20 = {instancePath:instancePath+"/domain",schemaPath:"#/properties/domain/pattern",keyword:"pattern",params:{pattern: "^\\*\\.([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"},message:"must match pattern \""+"^\\*\\.([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"+"\"",schema:"^\\*\\.([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",parentSchema:schema166.properties.domain,data:data6};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/domain",schemaPath:"#/properties/domain/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema166.properties.domain.type,parentSchema:schema166.properties.domain,data:data6};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema166.type,parentSchema:schema166,data};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
validate120.errors = vErrors;
return errors === 0;
}

const schema170 = {"if":{"type":"object"},"then":{"title":"PublishMap","type":"object","additionalProperties":false,"required":["port"],"properties":{"address":{"description":"Address of the host.","type":"string","format":"ipv4","default":"127.0.0.1"},"port":{"description":"Port of the host.","$ref":"#/definitions/port"},"container":{"description":"Port of the container; without it the same as `port`.","$ref":"#/definitions/port"},"protocol":{"description":"Protocol of the port.","enum":["tcp","udp"],"default":"tcp"}}},"else":{"if":{"type":"string"},"then":{"description":"`port`, `port:container` or `address:port:container`, each with `/udp` behind it if need be.","type":"string","maxLength":60,"pattern":"^((\\d{1,3}\\.){3}\\d{1,3}:)?\\d{1,5}(:\\d{1,5})?(/(tcp|udp))?$"},"else":{"$ref":"#/definitions/port"}},"examples":["127.0.0.1:8080:80"]};
const formats0 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$/;
const pattern146 = func3("^((\\d{1,3}\\.){3}\\d{1,3}:)?\\d{1,5}(:\\d{1,5})?(/(tcp|udp))?$", "u");

function validate124(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs0 = errors;
let valid0 = true;
const _errs1 = errors;
if(!(data && typeof data == "object" && !Array.isArray(data))){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
var _valid0 = _errs1 === errors;
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.port === undefined){
const err1 = {instancePath,schemaPath:"#/then/required",keyword:"required",params:{missingProperty: "port"},message:"must have required property '"+"port"+"'",schema:schema170.then.required,parentSchema:schema170.then,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "address") || (key0 === "port")) || (key0 === "container")) || (key0 === "protocol"))){
const err2 = {instancePath,schemaPath:"#/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema170.then,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.address !== undefined){
let data0 = data.address;
if(typeof data0 === "string"){
if(!(formats0.test(data0))){
const err3 = {instancePath:instancePath+"/address",schemaPath:"#/then/properties/address/format",keyword:"format",params:{format: "ipv4"},message:"must match format \""+"ipv4"+"\"",schema:"ipv4",parentSchema:schema170.then.properties.address,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/address",schemaPath:"#/then/properties/address/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema170.then.properties.address.type,parentSchema:schema170.then.properties.address,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.port !== undefined){
let data1 = data.port;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err5 = {instancePath:instancePath+"/port",schemaPath:"#/definitions/port/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema46.type,parentSchema:schema46,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 65535 || isNaN(data1)){
const err6 = {instancePath:instancePath+"/port",schemaPath:"#/definitions/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535",schema:65535,parentSchema:schema46,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data1 < 1 || isNaN(data1)){
const err7 = {instancePath:instancePath+"/port",schemaPath:"#/definitions/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema46,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
if(data.container !== undefined){
let data2 = data.container;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err8 = {instancePath:instancePath+"/container",schemaPath:"#/definitions/port/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema46.type,parentSchema:schema46,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 65535 || isNaN(data2)){
const err9 = {instancePath:instancePath+"/container",schemaPath:"#/definitions/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535",schema:65535,parentSchema:schema46,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data2 < 1 || isNaN(data2)){
const err10 = {instancePath:instancePath+"/container",schemaPath:"#/definitions/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema46,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
if(data.protocol !== undefined){
let data3 = data.protocol;
if(!((data3 === "tcp") || (data3 === "udp"))){
const err11 = {instancePath:instancePath+"/protocol",schemaPath:"#/then/properties/protocol/enum",keyword:"enum",params:{allowedValues: schema170.then.properties.protocol.enum},message:"must be equal to one of the allowed values",schema:schema170.then.properties.protocol.enum,parentSchema:schema170.then.properties.protocol,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath,schemaPath:"#/then/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema170.then.type,parentSchema:schema170.then,data};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
var _valid0 = _errs3 === errors;
valid0 = _valid0;
ifClause0 = "then";
}
else {
const _errs15 = errors;
const _errs16 = errors;
let valid4 = true;
const _errs17 = errors;
if(typeof data !== "string"){
const err13 = {};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
var _valid1 = _errs17 === errors;
errors = _errs16;
if(vErrors !== null){
if(_errs16){
vErrors.length = _errs16;
}
else {
vErrors = null;
}
}
let ifClause1;
if(_valid1){
const _errs19 = errors;
if(typeof data === "string"){
if(func4(data) > 60){
const err14 = {instancePath,schemaPath:"#/else/then/maxLength",keyword:"maxLength",params:{limit: 60},message:"must NOT have more than 60 characters",schema:60,parentSchema:schema170.else.then,data};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(!pattern146.test(data)){
const err15 = {instancePath,schemaPath:"#/else/then/pattern",keyword:"pattern",params:{pattern: "^((\\d{1,3}\\.){3}\\d{1,3}:)?\\d{1,5}(:\\d{1,5})?(/(tcp|udp))?$"},message:"must match pattern \""+"^((\\d{1,3}\\.){3}\\d{1,3}:)?\\d{1,5}(:\\d{1,5})?(/(tcp|udp))?$"+"\"",schema:"^((\\d{1,3}\\.){3}\\d{1,3}:)?\\d{1,5}(:\\d{1,5})?(/(tcp|udp))?$",parentSchema:schema170.else.then,data};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath,schemaPath:"#/else/then/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema170.else.then.type,parentSchema:schema170.else.then,data};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
var _valid1 = _errs19 === errors;
valid4 = _valid1;
ifClause1 = "then";
}
else {
const _errs21 = errors;
if(!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))){
const err17 = {instancePath,schemaPath:"#/definitions/port/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema46.type,parentSchema:schema46,data};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if((typeof data == "number") && (isFinite(data))){
if(data > 65535 || isNaN(data)){
const err18 = {instancePath,schemaPath:"#/definitions/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535",schema:65535,parentSchema:schema46,data};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data < 1 || isNaN(data)){
const err19 = {instancePath,schemaPath:"#/definitions/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema46,data};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
var _valid1 = _errs21 === errors;
valid4 = _valid1;
ifClause1 = "else";
}
if(!valid4){
const err20 = {instancePath,schemaPath:"#/else/if",keyword:"if",params:{failingKeyword: ifClause1},message:"must match \""+ifClause1+"\" schema",schema:schema170.else.if,parentSchema:schema170.else,data};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
var _valid0 = _errs15 === errors;
valid0 = _valid0;
ifClause0 = "else";
}
if(!valid0){
const err21 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema170.if,parentSchema:schema170,data};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
validate124.errors = vErrors;
return errors === 0;
}


function validate87(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func2.call(schema88.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema88,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if(!(((data0 === "web") || (data0 === "service")) || (data0 === "database"))){
const err1 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/enum",keyword:"enum",params:{allowedValues: schema88.properties.type.enum},message:"must be equal to one of the allowed values",schema:schema88.properties.type.enum,parentSchema:schema88.properties.type,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.image !== undefined){
let data1 = data.image;
if(typeof data1 === "string"){
if(func4(data1) > 255){
const err2 = {instancePath:instancePath+"/image",schemaPath:"#/properties/image/maxLength",keyword:"maxLength",params:{limit: 255},message:"must NOT have more than 255 characters",schema:255,parentSchema:schema88.properties.image,data:data1};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(func4(data1) < 1){
const err3 = {instancePath:instancePath+"/image",schemaPath:"#/properties/image/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema88.properties.image,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(!pattern68.test(data1)){
const err4 = {instancePath:instancePath+"/image",schemaPath:"#/properties/image/pattern",keyword:"pattern",params:{pattern: "^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*(:[0-9]{1,5})?/)?[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*(/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?(@sha256:[0-9a-f]{64})?$"},message:"must match pattern \""+"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*(:[0-9]{1,5})?/)?[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*(/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?(@sha256:[0-9a-f]{64})?$"+"\"",schema:"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*(:[0-9]{1,5})?/)?[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*(/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?(@sha256:[0-9a-f]{64})?$",parentSchema:schema88.properties.image,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/image",schemaPath:"#/properties/image/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema88.properties.image.type,parentSchema:schema88.properties.image,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.template !== undefined){
let data2 = data.template;
if(typeof data2 === "string"){
if(!pattern16.test(data2)){
const err6 = {instancePath:instancePath+"/template",schemaPath:"#/definitions/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"+"\"",schema:"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$",parentSchema:schema32,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/template",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.type,parentSchema:schema32,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.with !== undefined){
if(!(validate88(data.with, {instancePath:instancePath+"/with",parentData:data,parentDataProperty:"with",rootData}))){
vErrors = vErrors === null ? validate88.errors : vErrors.concat(validate88.errors);
errors = vErrors.length;
}
}
if(data.git !== undefined){
if(!(validate92(data.git, {instancePath:instancePath+"/git",parentData:data,parentDataProperty:"git",rootData}))){
vErrors = vErrors === null ? validate92.errors : vErrors.concat(validate92.errors);
errors = vErrors.length;
}
}
if(data.build !== undefined){
if(!(validate94(data.build, {instancePath:instancePath+"/build",parentData:data,parentDataProperty:"build",rootData}))){
vErrors = vErrors === null ? validate94.errors : vErrors.concat(validate94.errors);
errors = vErrors.length;
}
}
if(data.port !== undefined){
let data6 = data.port;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err8 = {instancePath:instancePath+"/port",schemaPath:"#/definitions/port/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema46.type,parentSchema:schema46,data:data6};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 65535 || isNaN(data6)){
const err9 = {instancePath:instancePath+"/port",schemaPath:"#/definitions/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535",schema:65535,parentSchema:schema46,data:data6};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data6 < 1 || isNaN(data6)){
const err10 = {instancePath:instancePath+"/port",schemaPath:"#/definitions/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema46,data:data6};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
if(data.domains !== undefined){
let data7 = data.domains;
if(Array.isArray(data7)){
if(data7.length > 100){
const err11 = {instancePath:instancePath+"/domains",schemaPath:"#/properties/domains/maxItems",keyword:"maxItems",params:{limit: 100},message:"must NOT have more than 100 items",schema:100,parentSchema:schema88.properties.domains,data:data7};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data7.length < 1){
const err12 = {instancePath:instancePath+"/domains",schemaPath:"#/properties/domains/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema88.properties.domains,data:data7};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
const len0 = data7.length;
for(let i0=0; i0<len0; i0++){
if(!(validate98(data7[i0], {instancePath:instancePath+"/domains/" + i0,parentData:data7,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate98.errors : vErrors.concat(validate98.errors);
errors = vErrors.length;
}
}
}
else {
const err13 = {instancePath:instancePath+"/domains",schemaPath:"#/properties/domains/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema88.properties.domains.type,parentSchema:schema88.properties.domains,data:data7};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.env !== undefined){
if(!(validate83(data.env, {instancePath:instancePath+"/env",parentData:data,parentDataProperty:"env",rootData}))){
vErrors = vErrors === null ? validate83.errors : vErrors.concat(validate83.errors);
errors = vErrors.length;
}
}
if(data.secrets !== undefined){
let data10 = data.secrets;
if(Array.isArray(data10)){
if(data10.length > 200){
const err14 = {instancePath:instancePath+"/secrets",schemaPath:"#/properties/secrets/maxItems",keyword:"maxItems",params:{limit: 200},message:"must NOT have more than 200 items",schema:200,parentSchema:schema88.properties.secrets,data:data10};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
const len1 = data10.length;
for(let i1=0; i1<len1; i1++){
let data11 = data10[i1];
if(typeof data11 === "string"){
if(func4(data11) > 100){
const err15 = {instancePath:instancePath+"/secrets/" + i1,schemaPath:"#/definitions/secretName/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters",schema:100,parentSchema:schema77,data:data11};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(!pattern56.test(data11)){
const err16 = {instancePath:instancePath+"/secrets/" + i1,schemaPath:"#/definitions/secretName/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_]*$"+"\"",schema:"^[A-Za-z][A-Za-z0-9_]*$",parentSchema:schema77,data:data11};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/secrets/" + i1,schemaPath:"#/definitions/secretName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema77.type,parentSchema:schema77,data:data11};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
let i2 = data10.length;
let j0;
if(i2 > 1){
outer0:
for(;i2--;){
for(j0 = i2; j0--;){
if(func0(data10[i2], data10[j0])){
const err18 = {instancePath:instancePath+"/secrets",schemaPath:"#/properties/secrets/uniqueItems",keyword:"uniqueItems",params:{i: i2, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i2+" are identical)",schema:true,parentSchema:schema88.properties.secrets,data:data10};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
break outer0;
}
}
}
}
}
else {
const err19 = {instancePath:instancePath+"/secrets",schemaPath:"#/properties/secrets/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema88.properties.secrets.type,parentSchema:schema88.properties.secrets,data:data10};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.limits !== undefined){
if(!(validate14(data.limits, {instancePath:instancePath+"/limits",parentData:data,parentDataProperty:"limits",rootData}))){
vErrors = vErrors === null ? validate14.errors : vErrors.concat(validate14.errors);
errors = vErrors.length;
}
}
if(data.restart !== undefined){
let data13 = data.restart;
if(!((((data13 === "no") || (data13 === "always")) || (data13 === "on-failure")) || (data13 === "unless-stopped"))){
const err20 = {instancePath:instancePath+"/restart",schemaPath:"#/definitions/restart/enum",keyword:"enum",params:{allowedValues: schema18.enum},message:"must be equal to one of the allowed values",schema:schema18.enum,parentSchema:schema18,data:data13};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.replicas !== undefined){
let data14 = data.replicas;
if(!(((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14))) && (isFinite(data14)))){
const err21 = {instancePath:instancePath+"/replicas",schemaPath:"#/properties/replicas/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema88.properties.replicas.type,parentSchema:schema88.properties.replicas,data:data14};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 > 100 || isNaN(data14)){
const err22 = {instancePath:instancePath+"/replicas",schemaPath:"#/properties/replicas/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100",schema:100,parentSchema:schema88.properties.replicas,data:data14};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(data14 < 0 || isNaN(data14)){
const err23 = {instancePath:instancePath+"/replicas",schemaPath:"#/properties/replicas/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema88.properties.replicas,data:data14};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
if(data.volumes !== undefined){
let data15 = data.volumes;
if(Array.isArray(data15)){
if(data15.length > 50){
const err24 = {instancePath:instancePath+"/volumes",schemaPath:"#/properties/volumes/maxItems",keyword:"maxItems",params:{limit: 50},message:"must NOT have more than 50 items",schema:50,parentSchema:schema88.properties.volumes,data:data15};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
const len2 = data15.length;
for(let i3=0; i3<len2; i3++){
if(!(validate104(data15[i3], {instancePath:instancePath+"/volumes/" + i3,parentData:data15,parentDataProperty:i3,rootData}))){
vErrors = vErrors === null ? validate104.errors : vErrors.concat(validate104.errors);
errors = vErrors.length;
}
}
}
else {
const err25 = {instancePath:instancePath+"/volumes",schemaPath:"#/properties/volumes/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema88.properties.volumes.type,parentSchema:schema88.properties.volumes,data:data15};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data.files !== undefined){
let data17 = data.files;
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
if(Object.keys(data17).length > 100){
const err26 = {instancePath:instancePath+"/files",schemaPath:"#/properties/files/maxProperties",keyword:"maxProperties",params:{limit: 100},message:"must NOT have more than 100 properties",schema:100,parentSchema:schema88.properties.files,data:data17};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
for(const key1 in data17){
const _errs33 = errors;
if(typeof key1 === "string"){
if(func4(key1) > 255){
const err27 = {instancePath:instancePath+"/files",schemaPath:"#/definitions/containerPath/maxLength",keyword:"maxLength",params:{limit: 255},message:"must NOT have more than 255 characters",schema:255,parentSchema:schema45,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(!pattern27.test(key1)){
const err28 = {instancePath:instancePath+"/files",schemaPath:"#/definitions/containerPath/pattern",keyword:"pattern",params:{pattern: "^(?!.*//)(?!.*/\\.{1,2}(/|$))/[A-Za-z0-9._/@+~=-]+$"},message:"must match pattern \""+"^(?!.*//)(?!.*/\\.{1,2}(/|$))/[A-Za-z0-9._/@+~=-]+$"+"\"",schema:"^(?!.*//)(?!.*/\\.{1,2}(/|$))/[A-Za-z0-9._/@+~=-]+$",parentSchema:schema45,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath:instancePath+"/files",schemaPath:"#/definitions/containerPath/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema45.type,parentSchema:schema45,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
var valid12 = _errs33 === errors;
if(!valid12){
const err30 = {instancePath:instancePath+"/files",schemaPath:"#/properties/files/propertyNames",keyword:"propertyNames",params:{propertyName: key1},message:"property name must be valid",schema:schema88.properties.files.propertyNames,parentSchema:schema88.properties.files,data:data17};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
for(const key2 in data17){
if(!(validate108(data17[key2], {instancePath:instancePath+"/files/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data17,parentDataProperty:key2,rootData}))){
vErrors = vErrors === null ? validate108.errors : vErrors.concat(validate108.errors);
errors = vErrors.length;
}
}
}
else {
const err31 = {instancePath:instancePath+"/files",schemaPath:"#/properties/files/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema88.properties.files.type,parentSchema:schema88.properties.files,data:data17};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data.command !== undefined){
let data19 = data.command;
const _errs40 = errors;
let valid16 = true;
const _errs41 = errors;
if(!(Array.isArray(data19))){
const err32 = {};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
var _valid0 = _errs41 === errors;
errors = _errs40;
if(vErrors !== null){
if(_errs40){
vErrors.length = _errs40;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs43 = errors;
if(Array.isArray(data19)){
if(data19.length > 200){
const err33 = {instancePath:instancePath+"/command",schemaPath:"#/definitions/command/then/maxItems",keyword:"maxItems",params:{limit: 200},message:"must NOT have more than 200 items",schema:200,parentSchema:schema137.then,data:data19};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if(data19.length < 1){
const err34 = {instancePath:instancePath+"/command",schemaPath:"#/definitions/command/then/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema137.then,data:data19};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
const len3 = data19.length;
for(let i4=0; i4<len3; i4++){
let data20 = data19[i4];
if((typeof data20 !== "string") && (!((typeof data20 == "number") && (isFinite(data20))))){
const err35 = {instancePath:instancePath+"/command/" + i4,schemaPath:"#/definitions/command/then/items/type",keyword:"type",params:{type: schema137.then.items.type},message:"must be string,number",schema:schema137.then.items.type,parentSchema:schema137.then.items,data:data20};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(typeof data20 === "string"){
if(func4(data20) > 8192){
const err36 = {instancePath:instancePath+"/command/" + i4,schemaPath:"#/definitions/command/then/items/maxLength",keyword:"maxLength",params:{limit: 8192},message:"must NOT have more than 8192 characters",schema:8192,parentSchema:schema137.then.items,data:data20};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(!pattern62.test(data20)){
const err37 = {instancePath:instancePath+"/command/" + i4,schemaPath:"#/definitions/command/then/items/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000\\ud800-\\udfff]*$"},message:"must match pattern \""+"^[^\\u0000\\ud800-\\udfff]*$"+"\"",schema:"^[^\\u0000\\ud800-\\udfff]*$",parentSchema:schema137.then.items,data:data20};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
}
else {
const err38 = {instancePath:instancePath+"/command",schemaPath:"#/definitions/command/then/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema137.then.type,parentSchema:schema137.then,data:data19};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
var _valid0 = _errs43 === errors;
valid16 = _valid0;
ifClause0 = "then";
}
else {
const _errs47 = errors;
if(typeof data19 === "string"){
if(func4(data19) > 8192){
const err39 = {instancePath:instancePath+"/command",schemaPath:"#/definitions/command/else/maxLength",keyword:"maxLength",params:{limit: 8192},message:"must NOT have more than 8192 characters",schema:8192,parentSchema:schema137.else,data:data19};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(func4(data19) < 1){
const err40 = {instancePath:instancePath+"/command",schemaPath:"#/definitions/command/else/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema137.else,data:data19};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(!pattern62.test(data19)){
const err41 = {instancePath:instancePath+"/command",schemaPath:"#/definitions/command/else/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000\\ud800-\\udfff]*$"},message:"must match pattern \""+"^[^\\u0000\\ud800-\\udfff]*$"+"\"",schema:"^[^\\u0000\\ud800-\\udfff]*$",parentSchema:schema137.else,data:data19};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
else {
const err42 = {instancePath:instancePath+"/command",schemaPath:"#/definitions/command/else/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema137.else.type,parentSchema:schema137.else,data:data19};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
var _valid0 = _errs47 === errors;
valid16 = _valid0;
ifClause0 = "else";
}
if(!valid16){
const err43 = {instancePath:instancePath+"/command",schemaPath:"#/definitions/command/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema137.if,parentSchema:schema137,data:data19};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data.entrypoint !== undefined){
let data21 = data.entrypoint;
const _errs51 = errors;
let valid20 = true;
const _errs52 = errors;
if(!(Array.isArray(data21))){
const err44 = {};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
var _valid1 = _errs52 === errors;
errors = _errs51;
if(vErrors !== null){
if(_errs51){
vErrors.length = _errs51;
}
else {
vErrors = null;
}
}
let ifClause1;
if(_valid1){
const _errs54 = errors;
if(Array.isArray(data21)){
if(data21.length > 200){
const err45 = {instancePath:instancePath+"/entrypoint",schemaPath:"#/definitions/command/then/maxItems",keyword:"maxItems",params:{limit: 200},message:"must NOT have more than 200 items",schema:200,parentSchema:schema137.then,data:data21};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if(data21.length < 1){
const err46 = {instancePath:instancePath+"/entrypoint",schemaPath:"#/definitions/command/then/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema137.then,data:data21};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
const len4 = data21.length;
for(let i5=0; i5<len4; i5++){
let data22 = data21[i5];
if((typeof data22 !== "string") && (!((typeof data22 == "number") && (isFinite(data22))))){
const err47 = {instancePath:instancePath+"/entrypoint/" + i5,schemaPath:"#/definitions/command/then/items/type",keyword:"type",params:{type: schema137.then.items.type},message:"must be string,number",schema:schema137.then.items.type,parentSchema:schema137.then.items,data:data22};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
if(typeof data22 === "string"){
if(func4(data22) > 8192){
const err48 = {instancePath:instancePath+"/entrypoint/" + i5,schemaPath:"#/definitions/command/then/items/maxLength",keyword:"maxLength",params:{limit: 8192},message:"must NOT have more than 8192 characters",schema:8192,parentSchema:schema137.then.items,data:data22};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
if(!pattern62.test(data22)){
const err49 = {instancePath:instancePath+"/entrypoint/" + i5,schemaPath:"#/definitions/command/then/items/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000\\ud800-\\udfff]*$"},message:"must match pattern \""+"^[^\\u0000\\ud800-\\udfff]*$"+"\"",schema:"^[^\\u0000\\ud800-\\udfff]*$",parentSchema:schema137.then.items,data:data22};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
}
}
else {
const err50 = {instancePath:instancePath+"/entrypoint",schemaPath:"#/definitions/command/then/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema137.then.type,parentSchema:schema137.then,data:data21};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
var _valid1 = _errs54 === errors;
valid20 = _valid1;
ifClause1 = "then";
}
else {
const _errs58 = errors;
if(typeof data21 === "string"){
if(func4(data21) > 8192){
const err51 = {instancePath:instancePath+"/entrypoint",schemaPath:"#/definitions/command/else/maxLength",keyword:"maxLength",params:{limit: 8192},message:"must NOT have more than 8192 characters",schema:8192,parentSchema:schema137.else,data:data21};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if(func4(data21) < 1){
const err52 = {instancePath:instancePath+"/entrypoint",schemaPath:"#/definitions/command/else/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema137.else,data:data21};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if(!pattern62.test(data21)){
const err53 = {instancePath:instancePath+"/entrypoint",schemaPath:"#/definitions/command/else/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000\\ud800-\\udfff]*$"},message:"must match pattern \""+"^[^\\u0000\\ud800-\\udfff]*$"+"\"",schema:"^[^\\u0000\\ud800-\\udfff]*$",parentSchema:schema137.else,data:data21};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
else {
const err54 = {instancePath:instancePath+"/entrypoint",schemaPath:"#/definitions/command/else/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema137.else.type,parentSchema:schema137.else,data:data21};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
var _valid1 = _errs58 === errors;
valid20 = _valid1;
ifClause1 = "else";
}
if(!valid20){
const err55 = {instancePath:instancePath+"/entrypoint",schemaPath:"#/definitions/command/if",keyword:"if",params:{failingKeyword: ifClause1},message:"must match \""+ifClause1+"\" schema",schema:schema137.if,parentSchema:schema137,data:data21};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data.dependsOn !== undefined){
let data23 = data.dependsOn;
if(Array.isArray(data23)){
if(data23.length > 100){
const err56 = {instancePath:instancePath+"/dependsOn",schemaPath:"#/properties/dependsOn/maxItems",keyword:"maxItems",params:{limit: 100},message:"must NOT have more than 100 items",schema:100,parentSchema:schema88.properties.dependsOn,data:data23};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
const len5 = data23.length;
for(let i6=0; i6<len5; i6++){
let data24 = data23[i6];
if(typeof data24 === "string"){
if(!pattern16.test(data24)){
const err57 = {instancePath:instancePath+"/dependsOn/" + i6,schemaPath:"#/definitions/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"+"\"",schema:"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$",parentSchema:schema32,data:data24};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
else {
const err58 = {instancePath:instancePath+"/dependsOn/" + i6,schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.type,parentSchema:schema32,data:data24};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
let i7 = data23.length;
let j1;
if(i7 > 1){
outer1:
for(;i7--;){
for(j1 = i7; j1--;){
if(func0(data23[i7], data23[j1])){
const err59 = {instancePath:instancePath+"/dependsOn",schemaPath:"#/properties/dependsOn/uniqueItems",keyword:"uniqueItems",params:{i: i7, j: j1},message:"must NOT have duplicate items (items ## "+j1+" and "+i7+" are identical)",schema:true,parentSchema:schema88.properties.dependsOn,data:data23};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
break outer1;
}
}
}
}
}
else {
const err60 = {instancePath:instancePath+"/dependsOn",schemaPath:"#/properties/dependsOn/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema88.properties.dependsOn.type,parentSchema:schema88.properties.dependsOn,data:data23};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data.labels !== undefined){
let data25 = data.labels;
if(data25 && typeof data25 == "object" && !Array.isArray(data25)){
if(Object.keys(data25).length > 100){
const err61 = {instancePath:instancePath+"/labels",schemaPath:"#/definitions/labels/maxProperties",keyword:"maxProperties",params:{limit: 100},message:"must NOT have more than 100 properties",schema:100,parentSchema:schema82,data:data25};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
for(const key3 in data25){
const _errs68 = errors;
if(typeof key3 === "string"){
if(!pattern61.test(key3)){
const err62 = {instancePath:instancePath+"/labels",schemaPath:"#/definitions/labels/propertyNames/pattern",keyword:"pattern",params:{pattern: "^(?!.*(\\.\\.|//))[a-zA-Z0-9]([a-zA-Z0-9._/-]{0,126}[a-zA-Z0-9])?$"},message:"must match pattern \""+"^(?!.*(\\.\\.|//))[a-zA-Z0-9]([a-zA-Z0-9._/-]{0,126}[a-zA-Z0-9])?$"+"\"",schema:"^(?!.*(\\.\\.|//))[a-zA-Z0-9]([a-zA-Z0-9._/-]{0,126}[a-zA-Z0-9])?$",parentSchema:schema82.propertyNames,data:key3,propertyName:key3};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
else {
const err63 = {instancePath:instancePath+"/labels",schemaPath:"#/definitions/labels/propertyNames/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema82.propertyNames.type,parentSchema:schema82.propertyNames,data:key3,propertyName:key3};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
var valid28 = _errs68 === errors;
if(!valid28){
const err64 = {instancePath:instancePath+"/labels",schemaPath:"#/definitions/labels/propertyNames",keyword:"propertyNames",params:{propertyName: key3},message:"property name must be valid",schema:schema82.propertyNames,parentSchema:schema82,data:data25};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
for(const key4 in data25){
let data26 = data25[key4];
if(((typeof data26 !== "string") && (!((typeof data26 == "number") && (isFinite(data26))))) && (typeof data26 !== "boolean")){
const err65 = {instancePath:instancePath+"/labels/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/labels/additionalProperties/type",keyword:"type",params:{type: schema82.additionalProperties.type},message:"must be string,number,boolean",schema:schema82.additionalProperties.type,parentSchema:schema82.additionalProperties,data:data26};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
if(typeof data26 === "string"){
if(func4(data26) > 1024){
const err66 = {instancePath:instancePath+"/labels/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/labels/additionalProperties/maxLength",keyword:"maxLength",params:{limit: 1024},message:"must NOT have more than 1024 characters",schema:1024,parentSchema:schema82.additionalProperties,data:data26};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
if(!pattern62.test(data26)){
const err67 = {instancePath:instancePath+"/labels/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/labels/additionalProperties/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000\\ud800-\\udfff]*$"},message:"must match pattern \""+"^[^\\u0000\\ud800-\\udfff]*$"+"\"",schema:"^[^\\u0000\\ud800-\\udfff]*$",parentSchema:schema82.additionalProperties,data:data26};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
}
}
else {
const err68 = {instancePath:instancePath+"/labels",schemaPath:"#/definitions/labels/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema82.type,parentSchema:schema82,data:data25};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
if(data.logs !== undefined){
if(!(validate16(data.logs, {instancePath:instancePath+"/logs",parentData:data,parentDataProperty:"logs",rootData}))){
vErrors = vErrors === null ? validate16.errors : vErrors.concat(validate16.errors);
errors = vErrors.length;
}
}
if(data.health !== undefined){
if(!(validate111(data.health, {instancePath:instancePath+"/health",parentData:data,parentDataProperty:"health",rootData}))){
vErrors = vErrors === null ? validate111.errors : vErrors.concat(validate111.errors);
errors = vErrors.length;
}
}
if(data.deploy !== undefined){
if(!(validate113(data.deploy, {instancePath:instancePath+"/deploy",parentData:data,parentDataProperty:"deploy",rootData}))){
vErrors = vErrors === null ? validate113.errors : vErrors.concat(validate113.errors);
errors = vErrors.length;
}
}
if(data.maintenance !== undefined){
let data30 = data.maintenance;
const _errs77 = errors;
let valid30 = true;
const _errs78 = errors;
if(!(data30 && typeof data30 == "object" && !Array.isArray(data30))){
const err69 = {};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
var _valid2 = _errs78 === errors;
errors = _errs77;
if(vErrors !== null){
if(_errs77){
vErrors.length = _errs77;
}
else {
vErrors = null;
}
}
let ifClause2;
if(_valid2){
const _errs80 = errors;
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
if(data30.app === undefined){
const err70 = {instancePath:instancePath+"/maintenance",schemaPath:"#/properties/maintenance/then/required",keyword:"required",params:{missingProperty: "app"},message:"must have required property '"+"app"+"'",schema:schema88.properties.maintenance.then.required,parentSchema:schema88.properties.maintenance.then,data:data30};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
for(const key5 in data30){
if(!((key5 === "app") || (key5 === "path"))){
const err71 = {instancePath:instancePath+"/maintenance",schemaPath:"#/properties/maintenance/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties",schema:false,parentSchema:schema88.properties.maintenance.then,data:data30};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(data30.app !== undefined){
let data31 = data30.app;
if(typeof data31 === "string"){
if(func4(data31) > 81){
const err72 = {instancePath:instancePath+"/maintenance/app",schemaPath:"#/definitions/pageApp/maxLength",keyword:"maxLength",params:{limit: 81},message:"must NOT have more than 81 characters",schema:81,parentSchema:schema29,data:data31};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
if(!pattern12.test(data31)){
const err73 = {instancePath:instancePath+"/maintenance/app",schemaPath:"#/definitions/pageApp/pattern",keyword:"pattern",params:{pattern: "^([a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?/)?[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"},message:"must match pattern \""+"^([a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?/)?[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"+"\"",schema:"^([a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?/)?[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$",parentSchema:schema29,data:data31};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
else {
const err74 = {instancePath:instancePath+"/maintenance/app",schemaPath:"#/definitions/pageApp/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema29.type,parentSchema:schema29,data:data31};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
if(data30.path !== undefined){
let data32 = data30.path;
if(typeof data32 === "string"){
if(func4(data32) > 200){
const err75 = {instancePath:instancePath+"/maintenance/path",schemaPath:"#/definitions/pagePath/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema30,data:data32};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
if(!pattern13.test(data32)){
const err76 = {instancePath:instancePath+"/maintenance/path",schemaPath:"#/definitions/pagePath/pattern",keyword:"pattern",params:{pattern: "^(?!.*//)(?!.*\\.\\.)/([A-Za-z0-9._~/?=&-]|\\{status\\}|\\{url\\})*$"},message:"must match pattern \""+"^(?!.*//)(?!.*\\.\\.)/([A-Za-z0-9._~/?=&-]|\\{status\\}|\\{url\\})*$"+"\"",schema:"^(?!.*//)(?!.*\\.\\.)/([A-Za-z0-9._~/?=&-]|\\{status\\}|\\{url\\})*$",parentSchema:schema30,data:data32};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
else {
const err77 = {instancePath:instancePath+"/maintenance/path",schemaPath:"#/definitions/pagePath/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema30.type,parentSchema:schema30,data:data32};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
}
else {
const err78 = {instancePath:instancePath+"/maintenance",schemaPath:"#/properties/maintenance/then/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema88.properties.maintenance.then.type,parentSchema:schema88.properties.maintenance.then,data:data30};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
var _valid2 = _errs80 === errors;
valid30 = _valid2;
ifClause2 = "then";
}
else {
const _errs89 = errors;
if(typeof data30 !== "boolean"){
const err79 = {instancePath:instancePath+"/maintenance",schemaPath:"#/properties/maintenance/else/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema88.properties.maintenance.else.type,parentSchema:schema88.properties.maintenance.else,data:data30};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
var _valid2 = _errs89 === errors;
valid30 = _valid2;
ifClause2 = "else";
}
if(!valid30){
const err80 = {instancePath:instancePath+"/maintenance",schemaPath:"#/properties/maintenance/if",keyword:"if",params:{failingKeyword: ifClause2},message:"must match \""+ifClause2+"\" schema",schema:schema88.properties.maintenance.if,parentSchema:schema88.properties.maintenance,data:data30};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data.errorPage !== undefined){
if(!(validate20(data.errorPage, {instancePath:instancePath+"/errorPage",parentData:data,parentDataProperty:"errorPage",rootData}))){
vErrors = vErrors === null ? validate20.errors : vErrors.concat(validate20.errors);
errors = vErrors.length;
}
}
if(data.sticky !== undefined){
let data34 = data.sticky;
if(typeof data34 !== "boolean"){
const err81 = {instancePath:instancePath+"/sticky",schemaPath:"#/properties/sticky/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema88.properties.sticky.type,parentSchema:schema88.properties.sticky,data:data34};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
if(data.protect !== undefined){
let data35 = data.protect;
if(typeof data35 !== "boolean"){
const err82 = {instancePath:instancePath+"/protect",schemaPath:"#/properties/protect/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema88.properties.protect.type,parentSchema:schema88.properties.protect,data:data35};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
if(data.backup !== undefined){
if(!(validate118(data.backup, {instancePath:instancePath+"/backup",parentData:data,parentDataProperty:"backup",rootData}))){
vErrors = vErrors === null ? validate118.errors : vErrors.concat(validate118.errors);
errors = vErrors.length;
}
}
if(data.upgrade !== undefined){
let data37 = data.upgrade;
if(!((data37 === "refuse") || (data37 === "dump-restore"))){
const err83 = {instancePath:instancePath+"/upgrade",schemaPath:"#/properties/upgrade/enum",keyword:"enum",params:{allowedValues: schema88.properties.upgrade.enum},message:"must be equal to one of the allowed values",schema:schema88.properties.upgrade.enum,parentSchema:schema88.properties.upgrade,data:data37};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
if(data.rename !== undefined){
let data38 = data.rename;
if(data38 && typeof data38 == "object" && !Array.isArray(data38)){
if(data38.from === undefined){
const err84 = {instancePath:instancePath+"/rename",schemaPath:"#/properties/rename/required",keyword:"required",params:{missingProperty: "from"},message:"must have required property '"+"from"+"'",schema:schema88.properties.rename.required,parentSchema:schema88.properties.rename,data:data38};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
for(const key6 in data38){
if(!(key6 === "from")){
const err85 = {instancePath:instancePath+"/rename",schemaPath:"#/properties/rename/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties",schema:false,parentSchema:schema88.properties.rename,data:data38};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
if(data38.from !== undefined){
let data39 = data38.from;
if(typeof data39 === "string"){
if(!pattern16.test(data39)){
const err86 = {instancePath:instancePath+"/rename/from",schemaPath:"#/definitions/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"+"\"",schema:"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$",parentSchema:schema32,data:data39};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
else {
const err87 = {instancePath:instancePath+"/rename/from",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.type,parentSchema:schema32,data:data39};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
}
else {
const err88 = {instancePath:instancePath+"/rename",schemaPath:"#/properties/rename/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema88.properties.rename.type,parentSchema:schema88.properties.rename,data:data38};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
if(data.responseTimeout !== undefined){
let data40 = data.responseTimeout;
if(typeof data40 === "string"){
if(!pattern8.test(data40)){
const err89 = {instancePath:instancePath+"/responseTimeout",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,6}(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]{1,6}(ms|s|m|h)$"+"\"",schema:"^[0-9]{1,6}(ms|s|m|h)$",parentSchema:schema24,data:data40};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
else {
const err90 = {instancePath:instancePath+"/responseTimeout",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.type,parentSchema:schema24,data:data40};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
if(data.preview !== undefined){
if(!(validate120(data.preview, {instancePath:instancePath+"/preview",parentData:data,parentDataProperty:"preview",rootData}))){
vErrors = vErrors === null ? validate120.errors : vErrors.concat(validate120.errors);
errors = vErrors.length;
}
}
if(data.publish !== undefined){
let data42 = data.publish;
if(Array.isArray(data42)){
if(data42.length > 50){
const err91 = {instancePath:instancePath+"/publish",schemaPath:"#/properties/publish/maxItems",keyword:"maxItems",params:{limit: 50},message:"must NOT have more than 50 items",schema:50,parentSchema:schema88.properties.publish,data:data42};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
const len6 = data42.length;
for(let i8=0; i8<len6; i8++){
if(!(validate124(data42[i8], {instancePath:instancePath+"/publish/" + i8,parentData:data42,parentDataProperty:i8,rootData}))){
vErrors = vErrors === null ? validate124.errors : vErrors.concat(validate124.errors);
errors = vErrors.length;
}
}
}
else {
const err92 = {instancePath:instancePath+"/publish",schemaPath:"#/properties/publish/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema88.properties.publish.type,parentSchema:schema88.properties.publish,data:data42};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
}
else {
const err93 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema88.type,parentSchema:schema88,data};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
validate87.errors = vErrors;
return errors === 0;
}


function validate82(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.apps === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "apps"},message:"must have required property '"+"apps"+"'",schema:schema81.required,parentSchema:schema81,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(((key0 === "labels") || (key0 === "env")) || (key0 === "apps"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema81,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.labels !== undefined){
let data0 = data.labels;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(Object.keys(data0).length > 100){
const err2 = {instancePath:instancePath+"/labels",schemaPath:"#/definitions/labels/maxProperties",keyword:"maxProperties",params:{limit: 100},message:"must NOT have more than 100 properties",schema:100,parentSchema:schema82,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key1 in data0){
const _errs5 = errors;
if(typeof key1 === "string"){
if(!pattern61.test(key1)){
const err3 = {instancePath:instancePath+"/labels",schemaPath:"#/definitions/labels/propertyNames/pattern",keyword:"pattern",params:{pattern: "^(?!.*(\\.\\.|//))[a-zA-Z0-9]([a-zA-Z0-9._/-]{0,126}[a-zA-Z0-9])?$"},message:"must match pattern \""+"^(?!.*(\\.\\.|//))[a-zA-Z0-9]([a-zA-Z0-9._/-]{0,126}[a-zA-Z0-9])?$"+"\"",schema:"^(?!.*(\\.\\.|//))[a-zA-Z0-9]([a-zA-Z0-9._/-]{0,126}[a-zA-Z0-9])?$",parentSchema:schema82.propertyNames,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/labels",schemaPath:"#/definitions/labels/propertyNames/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema82.propertyNames.type,parentSchema:schema82.propertyNames,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
var valid2 = _errs5 === errors;
if(!valid2){
const err5 = {instancePath:instancePath+"/labels",schemaPath:"#/definitions/labels/propertyNames",keyword:"propertyNames",params:{propertyName: key1},message:"property name must be valid",schema:schema82.propertyNames,parentSchema:schema82,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
for(const key2 in data0){
let data1 = data0[key2];
if(((typeof data1 !== "string") && (!((typeof data1 == "number") && (isFinite(data1))))) && (typeof data1 !== "boolean")){
const err6 = {instancePath:instancePath+"/labels/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/labels/additionalProperties/type",keyword:"type",params:{type: schema82.additionalProperties.type},message:"must be string,number,boolean",schema:schema82.additionalProperties.type,parentSchema:schema82.additionalProperties,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(typeof data1 === "string"){
if(func4(data1) > 1024){
const err7 = {instancePath:instancePath+"/labels/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/labels/additionalProperties/maxLength",keyword:"maxLength",params:{limit: 1024},message:"must NOT have more than 1024 characters",schema:1024,parentSchema:schema82.additionalProperties,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(!pattern62.test(data1)){
const err8 = {instancePath:instancePath+"/labels/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/labels/additionalProperties/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000\\ud800-\\udfff]*$"},message:"must match pattern \""+"^[^\\u0000\\ud800-\\udfff]*$"+"\"",schema:"^[^\\u0000\\ud800-\\udfff]*$",parentSchema:schema82.additionalProperties,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
}
else {
const err9 = {instancePath:instancePath+"/labels",schemaPath:"#/definitions/labels/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema82.type,parentSchema:schema82,data:data0};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.env !== undefined){
if(!(validate83(data.env, {instancePath:instancePath+"/env",parentData:data,parentDataProperty:"env",rootData}))){
vErrors = vErrors === null ? validate83.errors : vErrors.concat(validate83.errors);
errors = vErrors.length;
}
}
if(data.apps !== undefined){
let data3 = data.apps;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
for(const key3 in data3){
const _errs13 = errors;
if(typeof key3 === "string"){
if(!pattern16.test(key3)){
const err10 = {instancePath:instancePath+"/apps",schemaPath:"#/definitions/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"+"\"",schema:"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$",parentSchema:schema32,data:key3,propertyName:key3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/apps",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.type,parentSchema:schema32,data:key3,propertyName:key3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
var valid4 = _errs13 === errors;
if(!valid4){
const err12 = {instancePath:instancePath+"/apps",schemaPath:"#/properties/apps/propertyNames",keyword:"propertyNames",params:{propertyName: key3},message:"property name must be valid",schema:schema81.properties.apps.propertyNames,parentSchema:schema81.properties.apps,data:data3};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
for(const key4 in data3){
if(!(validate87(data3[key4], {instancePath:instancePath+"/apps/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data3,parentDataProperty:key4,rootData}))){
vErrors = vErrors === null ? validate87.errors : vErrors.concat(validate87.errors);
errors = vErrors.length;
}
}
}
else {
const err13 = {instancePath:instancePath+"/apps",schemaPath:"#/properties/apps/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema81.properties.apps.type,parentSchema:schema81.properties.apps,data:data3};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema81.type,parentSchema:schema81,data};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
validate82.errors = vErrors;
return errors === 0;
}


function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="https://mist.example/schema/mist.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.version === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((func2.call(schema11.properties, key0)) || (pattern0.test(key0)))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.version !== undefined){
let data0 = data.version;
if(1 !== data0){
const err2 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/const",keyword:"const",params:{allowedValue: 1},message:"must be equal to constant",schema:1,parentSchema:schema11.properties.version,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.include !== undefined){
let data1 = data.include;
if(Array.isArray(data1)){
if(data1.length > 100){
const err3 = {instancePath:instancePath+"/include",schemaPath:"#/properties/include/maxItems",keyword:"maxItems",params:{limit: 100},message:"must NOT have more than 100 items",schema:100,parentSchema:schema11.properties.include,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(typeof data2 === "string"){
if(func4(data2) > 255){
const err4 = {instancePath:instancePath+"/include/" + i0,schemaPath:"#/definitions/includePattern/maxLength",keyword:"maxLength",params:{limit: 255},message:"must NOT have more than 255 characters",schema:255,parentSchema:schema12,data:data2};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(func4(data2) < 1){
const err5 = {instancePath:instancePath+"/include/" + i0,schemaPath:"#/definitions/includePattern/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema12,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(!pattern1.test(data2)){
const err6 = {instancePath:instancePath+"/include/" + i0,schemaPath:"#/definitions/includePattern/pattern",keyword:"pattern",params:{pattern: "^(?!-)(?!.*\\.\\.)([A-Za-z0-9._@+~=-]+/)*[A-Za-z0-9._@+~=*-]*\\.ya?ml$"},message:"must match pattern \""+"^(?!-)(?!.*\\.\\.)([A-Za-z0-9._@+~=-]+/)*[A-Za-z0-9._@+~=*-]*\\.ya?ml$"+"\"",schema:"^(?!-)(?!.*\\.\\.)([A-Za-z0-9._@+~=-]+/)*[A-Za-z0-9._@+~=*-]*\\.ya?ml$",parentSchema:schema12,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/include/" + i0,schemaPath:"#/definitions/includePattern/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.type,parentSchema:schema12,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
else {
const err8 = {instancePath:instancePath+"/include",schemaPath:"#/properties/include/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.include.type,parentSchema:schema11.properties.include,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.secrets !== undefined){
let data3 = data.secrets;
if(typeof data3 === "string"){
if(func4(data3) > 255){
const err9 = {instancePath:instancePath+"/secrets",schemaPath:"#/definitions/repositoryPath/maxLength",keyword:"maxLength",params:{limit: 255},message:"must NOT have more than 255 characters",schema:255,parentSchema:schema13,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(func4(data3) < 1){
const err10 = {instancePath:instancePath+"/secrets",schemaPath:"#/definitions/repositoryPath/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema13,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(!pattern2.test(data3)){
const err11 = {instancePath:instancePath+"/secrets",schemaPath:"#/definitions/repositoryPath/pattern",keyword:"pattern",params:{pattern: "^(?![/-])(?!.*//)(?!(.*/)?(\\.\\.|\\.git)(/|$))[A-Za-z0-9._/@+~=-]+$"},message:"must match pattern \""+"^(?![/-])(?!.*//)(?!(.*/)?(\\.\\.|\\.git)(/|$))[A-Za-z0-9._/@+~=-]+$"+"\"",schema:"^(?![/-])(?!.*//)(?!(.*/)?(\\.\\.|\\.git)(/|$))[A-Za-z0-9._/@+~=-]+$",parentSchema:schema13,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/secrets",schemaPath:"#/definitions/repositoryPath/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.type,parentSchema:schema13,data:data3};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.ingress !== undefined){
if(!(validate11(data.ingress, {instancePath:instancePath+"/ingress",parentData:data,parentDataProperty:"ingress",rootData}))){
vErrors = vErrors === null ? validate11.errors : vErrors.concat(validate11.errors);
errors = vErrors.length;
}
}
if(data.defaults !== undefined){
if(!(validate13(data.defaults, {instancePath:instancePath+"/defaults",parentData:data,parentDataProperty:"defaults",rootData}))){
vErrors = vErrors === null ? validate13.errors : vErrors.concat(validate13.errors);
errors = vErrors.length;
}
}
if(data.templates !== undefined){
let data6 = data.templates;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(Object.keys(data6).length > 100){
const err13 = {instancePath:instancePath+"/templates",schemaPath:"#/properties/templates/maxProperties",keyword:"maxProperties",params:{limit: 100},message:"must NOT have more than 100 properties",schema:100,parentSchema:schema11.properties.templates,data:data6};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
for(const key1 in data6){
const _errs15 = errors;
if(typeof key1 === "string"){
if(!pattern16.test(key1)){
const err14 = {instancePath:instancePath+"/templates",schemaPath:"#/definitions/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"+"\"",schema:"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$",parentSchema:schema32,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/templates",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.type,parentSchema:schema32,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
var valid5 = _errs15 === errors;
if(!valid5){
const err16 = {instancePath:instancePath+"/templates",schemaPath:"#/properties/templates/propertyNames",keyword:"propertyNames",params:{propertyName: key1},message:"property name must be valid",schema:schema11.properties.templates.propertyNames,parentSchema:schema11.properties.templates,data:data6};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
for(const key2 in data6){
if(!(validate23(data6[key2], {instancePath:instancePath+"/templates/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data6,parentDataProperty:key2,rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
}
else {
const err17 = {instancePath:instancePath+"/templates",schemaPath:"#/properties/templates/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.templates.type,parentSchema:schema11.properties.templates,data:data6};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.storage !== undefined){
let data8 = data.storage;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(Object.keys(data8).length > 20){
const err18 = {instancePath:instancePath+"/storage",schemaPath:"#/properties/storage/maxProperties",keyword:"maxProperties",params:{limit: 20},message:"must NOT have more than 20 properties",schema:20,parentSchema:schema11.properties.storage,data:data8};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
for(const key3 in data8){
const _errs22 = errors;
if(typeof key3 === "string"){
if(!pattern16.test(key3)){
const err19 = {instancePath:instancePath+"/storage",schemaPath:"#/definitions/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"+"\"",schema:"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$",parentSchema:schema32,data:key3,propertyName:key3};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/storage",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.type,parentSchema:schema32,data:key3,propertyName:key3};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
var valid8 = _errs22 === errors;
if(!valid8){
const err21 = {instancePath:instancePath+"/storage",schemaPath:"#/properties/storage/propertyNames",keyword:"propertyNames",params:{propertyName: key3},message:"property name must be valid",schema:schema11.properties.storage.propertyNames,parentSchema:schema11.properties.storage,data:data8};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
for(const key4 in data8){
if(!(validate80(data8[key4], {instancePath:instancePath+"/storage/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data8,parentDataProperty:key4,rootData}))){
vErrors = vErrors === null ? validate80.errors : vErrors.concat(validate80.errors);
errors = vErrors.length;
}
}
}
else {
const err22 = {instancePath:instancePath+"/storage",schemaPath:"#/properties/storage/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.storage.type,parentSchema:schema11.properties.storage,data:data8};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.projects !== undefined){
let data10 = data.projects;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
for(const key5 in data10){
const _errs29 = errors;
if(typeof key5 === "string"){
if(!pattern16.test(key5)){
const err23 = {instancePath:instancePath+"/projects",schemaPath:"#/definitions/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"+"\"",schema:"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$",parentSchema:schema32,data:key5,propertyName:key5};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/projects",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.type,parentSchema:schema32,data:key5,propertyName:key5};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
var valid11 = _errs29 === errors;
if(!valid11){
const err25 = {instancePath:instancePath+"/projects",schemaPath:"#/properties/projects/propertyNames",keyword:"propertyNames",params:{propertyName: key5},message:"property name must be valid",schema:schema11.properties.projects.propertyNames,parentSchema:schema11.properties.projects,data:data10};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
for(const key6 in data10){
if(!(validate82(data10[key6], {instancePath:instancePath+"/projects/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data10,parentDataProperty:key6,rootData}))){
vErrors = vErrors === null ? validate82.errors : vErrors.concat(validate82.errors);
errors = vErrors.length;
}
}
}
else {
const err26 = {instancePath:instancePath+"/projects",schemaPath:"#/properties/projects/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.projects.type,parentSchema:schema11.properties.projects,data:data10};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data.policy !== undefined){
let data12 = data.policy;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
for(const key7 in data12){
if(!((key7 === "prune") || (key7 === "drift"))){
const err27 = {instancePath:instancePath+"/policy",schemaPath:"#/definitions/policy/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties",schema:false,parentSchema:schema174,data:data12};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data12.prune !== undefined){
let data13 = data12.prune;
if(typeof data13 !== "boolean"){
const err28 = {instancePath:instancePath+"/policy/prune",schemaPath:"#/definitions/policy/properties/prune/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema174.properties.prune.type,parentSchema:schema174.properties.prune,data:data13};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data12.drift !== undefined){
let data14 = data12.drift;
if(!((data14 === "correct") || (data14 === "report"))){
const err29 = {instancePath:instancePath+"/policy/drift",schemaPath:"#/definitions/policy/properties/drift/enum",keyword:"enum",params:{allowedValues: schema174.properties.drift.enum},message:"must be equal to one of the allowed values",schema:schema174.properties.drift.enum,parentSchema:schema174.properties.drift,data:data14};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
else {
const err30 = {instancePath:instancePath+"/policy",schemaPath:"#/definitions/policy/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema174.type,parentSchema:schema174,data:data12};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
else {
const err31 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.type,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
validate10.errors = vErrors;
return errors === 0;
}
